import type { Request } from 'express';
import type * as z from 'zod';
import { checked } from '#shared/checked.ts';
import { unwrap } from './problem.ts';

/** What a stranger sent, checked; throws `request/invalid` naming the first wrong places, never what stands in them. */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
	return unwrap(checked(schema, given));
}

/** Whether the body is announced as JSON; browsers cannot send that to another origin without asking first. */
export function isJson(req: Request): boolean {
	return mediaOf(req) === 'application/json';
}

/** The media type of the body, in lower case and without parameters; '' if none is announced. */
export function mediaOf(req: Request): string {
	return req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
