import type { Problem } from '#shared/api.ts';
import type { Messages } from '#shared/messages/messages.ts';
import type { RejectionCode } from '#shared/rejections.ts';

/** A "no" from the server, or `network` when it could not be asked. */
export class ApiError extends Error {
	readonly code: RejectionCode | 'network';
	/** After how many milliseconds it may be worth asking again; undefined: nobody said. */
	readonly retryAfterMs: number | undefined;
	readonly detail: string;
	/** What the answer tells beside the members of every problem. */
	readonly about: Readonly<Record<string, unknown>>;

	constructor(
		code: RejectionCode | 'network',
		detail = '',
		retryAfterMs?: number,
		about: Readonly<Record<string, unknown>> = {},
	) {
		super(`${code} ${detail}`);
		this.name = 'ApiError';
		this.code = code;
		this.detail = detail;
		this.about = about;
		this.retryAfterMs = retryAfterMs;
	}
}

/** How long a request may take on a bad hall network before the page says so, in milliseconds. */
const PATIENCE_MS = 12_000;

/** One request to the HTTP surface; a body is JSON, or a file as it is. Rejects with ApiError. The answer is what CONTRACT promises; the server checks it in its tests. */
export async function call<Answer>(
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: `/api/${string}`,
	{ token, body }: { token?: string | undefined; body?: unknown } = {},
): Promise<Answer> {
	const response = await ask(method, path, token, body);
	return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function ask(
	method: string,
	path: string,
	token: string | undefined,
	body: unknown,
): Promise<Response> {
	const headers = new Headers({ accept: 'application/json' });
	if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
	const isFile = body instanceof Blob;
	if (body !== undefined) headers.set('content-type', isFile ? body.type : 'application/json');
	let response: Response;
	try {
		response = await fetch(path, {
			method,
			headers,
			body: body === undefined || isFile ? (body ?? null) : JSON.stringify(body),
			cache: 'no-store',
			credentials: 'omit',
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
	} catch {
		throw new ApiError('network');
	}
	if (response.ok) return response;
	throw await problemIn(response);
}

async function problemIn(response: Response): Promise<ApiError> {
	const after = Number(response.headers.get('retry-after') ?? NaN);
	const retryAfterMs = Number.isFinite(after) ? after * 1000 : undefined;
	try {
		const problem = (await response.json()) as Problem;
		const code = problem.type.replace(/^\/problems\//, '') as RejectionCode;
		return new ApiError(code, problem.detail, retryAfterMs, { ...problem });
	} catch {
		// not our server's words: a captive portal, a proxy
		return new ApiError('network', String(response.status), retryAfterMs);
	}
}

/** The sentence for a "no" that no page has better words for. */
export function sentenceFor(error: unknown, m: Messages<'common'>): string {
	const code = error instanceof ApiError ? error.code : 'server/fault';
	switch (code) {
		case 'network':
			return m.serverUnreachable();
		case 'request/too-many':
		case 'code/too-many-tries':
			return m.tooMany();
		case 'request/too-large':
			return m.tooLarge();
		case 'request/invalid':
			return m.invalid();
		case 'request/unauthorised':
		case 'dialogue/not-found':
			return m.linkOver();
		case 'dialogue/closed':
			return m.dialogueClosed();
		case 'store/unavailable':
			return m.storeUnavailable();
		case 'request/foreign-origin':
			return m.otherAddress();
		default:
			return m.faultHere();
	}
}
