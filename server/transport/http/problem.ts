import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '#server/ports/logger.ts';
import { whereOf } from '#server/services/where-of.ts';
import { RejectedError, REJECTIONS, type Rejection, type Result } from '#shared/rejections.ts';

/** A rejection that also says when to come again. */
export class LaterError extends RejectedError {
	readonly laterSeconds: number;
	constructor(rejection: Rejection, laterSeconds: number) {
		super(rejection);
		this.name = 'LaterError';
		this.laterSeconds = laterSeconds;
	}
}

/** A rejection that tells more than its reason: members beside the five of every problem. */
export class TellingError extends RejectedError {
	readonly about: Readonly<Record<string, string>>;
	constructor(rejection: Rejection, about: Readonly<Record<string, string>>) {
		super(rejection);
		this.name = 'TellingError';
		this.about = about;
	}
}

interface More {
	readonly laterSeconds?: number;
	readonly about?: Readonly<Record<string, string>>;
}

/** The value, or throws the rejection as the answer to this request. */
export function unwrap<T>(result: Result<T> & More): T {
	if (result.ok) return result.value;
	const { rejection, laterSeconds, about } = result;
	if (about) throw new TellingError(rejection, about);
	throw laterSeconds === undefined
		? new RejectedError(rejection)
		: new LaterError(rejection, laterSeconds);
}

/** The only place that turns an error into an answer: RFC 9457, `application/problem+json`. */
export function problems(
	logger: Logger,
	isStoreFault: (error: unknown) => boolean,
): ErrorRequestHandler {
	return (error: unknown, req, res, next) => {
		const rejection = isStoreFault(error) ? STORE_AWAY : rejectionOf(error);
		if (rejection.code === 'server/fault')
			logger.error(
				{
					event: 'http.failed',
					method: req.method,
					requestId: requestIdOf(res),
					...whereOf(error),
				},
				'a request failed',
			);
		if (res.writableEnded) return;
		if (res.headersSent) return next(error);
		if (error instanceof LaterError) res.setHeader('Retry-After', error.laterSeconds);
		sendProblem(res, rejection, error instanceof TellingError ? error.about : {});
	};
}

const STORE_AWAY: Rejection = { code: 'store/unavailable', detail: 'try again in a moment' };

/** `more` are members beside the five of every problem. */
export function sendProblem(
	res: Response,
	{ code, detail }: Rejection,
	more: Readonly<Record<string, string>> = {},
): void {
	const { status, title } = REJECTIONS[code];
	if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
	// nobody can say how long a store is away; a moment is a good time to ask again
	if (status === 503) res.setHeader('Retry-After', 1);
	const problem = {
		type: `/problems/${code}`,
		title,
		status,
		detail: detail === '' ? title : detail,
		requestId: requestIdOf(res),
		...more,
	};
	res.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

function requestIdOf(res: Response): string {
	return String(res.locals['requestId'] ?? '');
}

/** Errors of Express and its body parser carry a status and, some of them, a type. */
function rejectionOf(error: unknown): Rejection {
	if (error instanceof RejectedError) return error.rejection;
	if (!(error instanceof Error)) return { code: 'server/fault', detail: '' };
	const { status, type } = error as { status?: unknown; type?: unknown };
	if (status === 413) return { code: 'request/too-large', detail: 'the body is too large' };
	if (type === 'entity.parse.failed')
		return { code: 'request/invalid', detail: 'the body is not JSON' };
	if (typeof status === 'number' && status >= 400 && status < 500)
		return { code: 'request/invalid', detail: 'the request cannot be read' };
	return { code: 'server/fault', detail: '' };
}
