/** Ids, counts and durations only: never card text, names, ballots, tokens, codes, addresses or bytes of updates. */
export type LogFields = { readonly event: `${string}.${string}` } & {
	readonly [field: string]: string | number | boolean | null | Error;
};

/** The message is constant, so that it can be counted; the fields vary. */
export interface Logger {
	info(fields: LogFields, message: string): void;
	warn(fields: LogFields, message: string): void;
	error(fields: LogFields, message: string): void;
}
