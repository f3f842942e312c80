import type * as z from 'zod';
import { ok, reject, type Rejection, type Result } from './rejections.ts';
import { FaultyEntryError } from './results.ts';

/** How many wrong places an answer names. */
const NAMED_MAX = 3;

/** What a stranger sent, checked; the "no" is `request/invalid` and names the first wrong places, never what stands in them. */
export function checked<Schema extends z.ZodType>(
	schema: Schema,
	given: unknown,
): Result<z.infer<Schema>> {
	try {
		const parsed = schema.safeParse(given);
		return parsed.success ? ok(parsed.data) : refusal(parsed.error.issues);
	} catch (error) {
		if (error instanceof FaultyEntryError) return refusal(error.issues);
		throw error;
	}
}

function refusal(issues: readonly z.core.$ZodIssue[]): { ok: false; rejection: Rejection } {
	const wrong = issues.slice(0, NAMED_MAX).map(wordsFor);
	return reject('request/invalid', wrong.join('; '));
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
