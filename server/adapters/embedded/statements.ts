import type { SQLInputValue, StatementSync } from 'node:sqlite';

type Row = Record<string, unknown>;

/** All rows. Their form is what the statement selects; nobody but this program writes the file, and STRICT holds the types. */
export function allOf<R extends Row>(statement: StatementSync, ...values: SQLInputValue[]): R[] {
	return statement.all(...values) as R[];
}

/** The first row. */
export function firstOf<R extends Row>(
	statement: StatementSync,
	...values: SQLInputValue[]
): R | undefined {
	return statement.get(...values) as R | undefined;
}
