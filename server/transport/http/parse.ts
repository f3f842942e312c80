import type { Request } from 'express';
import type * as z from 'zod';
import { RejectedError } from '#shared/rejections.ts';
import { FaultyEntryError } from '#shared/results.ts';

/** How many wrong places an answer names. */
const NAMED_MAX = 3;

/** What a stranger sent, checked; throws `request/invalid` naming the first wrong places, never what stands in them. */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
	try {
		const parsed = schema.safeParse(given);
		if (parsed.success) return parsed.data;
		throw refusal(parsed.error.issues);
	} catch (error) {
		throw error instanceof FaultyEntryError ? refusal(error.issues) : error;
	}
}

function refusal(issues: readonly z.core.$ZodIssue[]): RejectedError {
	const wrong = issues.slice(0, NAMED_MAX).map(wordsFor);
	return new RejectedError({ code: 'request/invalid', detail: wrong.join('; ') });
}

/** Whether the body is announced as JSON; browsers cannot send that to another origin without asking first. */
export function isJson(req: Request): boolean {
	return mediaOf(req) === 'application/json';
}

/** The media type of the body, in lower case and without parameters; '' if none is announced. */
export function mediaOf(req: Request): string {
	return req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function wordsFor({ code, path, ...issue }: z.core.$ZodIssue): string {
	const place = path.length === 0 ? 'body' : path.map(segment).join('.');
	// zod's own words may quote names that a stranger chose
	if (code === 'unrecognized_keys') return `${place}: has a field that is not known here`;
	if (code === 'invalid_key') return `${place}: has a name that is not allowed`;
	return `${place}: ${issue.message}`;
}

function segment(part: PropertyKey): string {
	return /^[A-Za-z0-9_-]{1,40}$/.test(String(part)) ? String(part) : '?';
}
