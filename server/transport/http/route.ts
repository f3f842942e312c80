import type { Response } from 'express';
import type * as z from 'zod';
import type { Grant } from '#server/ports/records.ts';
import type { RejectionCode } from '#shared/rejections.ts';
import type { Role } from '#shared/roles.ts';

/** What a route answers when it works. `media`: not JSON, but one of these. */
export interface Answer {
	readonly status: 200 | 201 | 204;
	readonly description: string;
	readonly schema?: z.ZodType;
	readonly media?: readonly string[];
}

/** Everything that `GET /api/openapi.json` says about a route; the same values check its requests. */
export interface Description {
	readonly method: 'get' | 'post' | 'patch' | 'delete';
	/** In Express's spelling: `/api/dialogues/:id`. */
	readonly path: string;
	readonly summary: string;
	/** `all`: no token is asked for. */
	readonly who: 'all' | readonly Role[];
	readonly body?: z.ZodType;
	/**
	 * How large that body may be, where it may be larger than others. Then it is read for the roles in `who` alone, and comes
	 * as bytes: whoever reads it checks it, because a large one would hold up the hall here.
	 */
	readonly bodyBytesMax?: number;
	/** A body that is no JSON: of these media types, and so large. */
	readonly raw?: { readonly media: readonly string[]; readonly bytesMax: number };
	/** A body as somebody may send it; a test parses it. */
	readonly example?: unknown;
	readonly query?: Readonly<Record<string, z.ZodType>>;
	readonly answer: Answer;
	/** Beside those that every route may answer. */
	readonly problems: readonly RejectionCode[];
}

/** A request, as far as routes see it. */
export interface Call<Body> {
	readonly caller: Grant | undefined;
	readonly token: string | undefined;
	/** Where from, for limits only; never kept, never logged. */
	readonly address: string;
	/** Where links of this answer shall lead. */
	readonly origin: string;
	/** Where other devices reach this server: what is printed or shown to a hall names it. */
	readonly hallOrigin: string;
	readonly params: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, unknown>>;
	readonly body: Body;
	/** The body of a route that takes no JSON or a large one, and its media type. */
	readonly bytes: Uint8Array;
	readonly media: string;
	/** The media types that the caller wants, as they were sent. */
	readonly accept: string;
	/** For answers that are no JSON. */
	readonly res: Response;
}

/** What becomes JSON; `undefined` for 204, or if the route has answered by itself. */
type Serve<Body> = (call: Call<Body>) => Promise<unknown>;
type ServeCaller<Body> = (call: Call<Body>, caller: Grant) => Promise<unknown>;

export interface Route extends Description {
	/** Body and caller have been checked as the description says. */
	readonly serve: Serve<unknown>;
}

/** A route that asks for no token; one that comes along is looked at. */
export function openRoute<Schema extends z.ZodType = z.ZodUndefined>(
	description: Description & { readonly who: 'all'; readonly body?: Schema },
	serve: Serve<z.infer<Schema>>,
): Route {
	return { ...description, serve: serve as Serve<unknown> };
}

/** A route for those with a valid token. Which of them may is the service's decision; `who` says it to readers. */
export function tokenRoute<Schema extends z.ZodType = z.ZodUndefined>(
	description: Description & { readonly who: readonly Role[]; readonly body?: Schema },
	serve: ServeCaller<z.infer<Schema>>,
): Route {
	return {
		...description,
		// the app asks for the token before it calls a route whose `who` is not "all"
		serve: (call) => serve(call as Call<z.infer<Schema>>, call.caller!),
	};
}
