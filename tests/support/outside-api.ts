import type { CreateDialogueAnswer, CreateDialogueBody, JoinAnswer } from '#shared/api.ts';

/** The HTTP surface as another program would use it. Every "no" is thrown as a `ProblemError`. */
export class ProblemError extends Error {
	readonly status: number;
	/** The code of `shared/rejections.ts`, without `/problems/`. */
	readonly code: string;
	constructor(status: number, code: string, detail: string) {
		super(`${status} ${code}: ${detail}`);
		this.name = 'ProblemError';
		this.status = status;
		this.code = code;
	}
}

/** One request with a JSON body and answer. `token` goes into the Authorization header. */
export async function request<T>(
	base: string,
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	{ token, body }: { token?: string; body?: unknown } = {},
): Promise<T> {
	const answer = await fetch(base + path, {
		method,
		headers: {
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
	let problem: { type?: string; detail?: string } = {};
	try {
		problem = JSON.parse(text) as typeof problem;
	} catch {
		// not from the application
	}
	const code = problem.type?.replace('/problems/', '') ?? 'no-problem-document';
	throw new ProblemError(answer.status, code, problem.detail ?? text.slice(0, 200));
}

/** A device takes a seat. With a seat token it gets the same seat again. */
export function joinSeat(
	base: string,
	code: string,
	{ language, token }: { language?: string; token?: string } = {},
): Promise<JoinAnswer> {
	return request(base, 'POST', '/api/join', { token, body: { code, language } });
}

/** A dialogue for a test: two tables, unless said otherwise. */
export function createDialogue(
	base: string,
	adminToken: string,
	body: Partial<CreateDialogueBody> = {},
): Promise<CreateDialogueAnswer> {
	return request(base, 'POST', '/api/dialogues', {
		token: adminToken,
		body: {
			title: 'Dialog für eine Prüfung',
			place: 'Musterstadt',
			date: '2026-11-22',
			tables: [{ theme: 'Bauen & Wohnen' }, { theme: 'Arbeit' }],
			...body,
		},
	});
}
