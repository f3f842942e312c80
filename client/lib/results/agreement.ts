import * as Y from 'yjs';
import { isRank } from '#shared/rank.ts';

/** `recommendations` or `measures`: what was agreed on. */
export type AgreementKind = 'recommendations' | 'measures';
type Fields = Y.Map<unknown>;

/** A recommendation or measure as the editor shows it. `who`, `until`: under which name they stand, says its kind. */
export interface Agreement {
	readonly id: string;
	readonly rank: string;
	readonly fields: Fields;
	readonly text: Y.Text;
	readonly who: Y.Text;
	readonly until: string;
	readonly status: string;
	readonly from: readonly string[];
}
export const WHO = { recommendations: 'addressee', measures: 'carer' } as const;
export const UNTIL = { recommendations: 'answerBy', measures: 'date' } as const;

/** [ED5] What stands in the document as one; undefined: it is none. */
export function agreementIn(
	kind: AgreementKind,
	id: string,
	fields: unknown,
): Agreement | undefined {
	if (!(fields instanceof Y.Map)) return undefined;
	const [text, who, rank, from] = ['text', WHO[kind], 'rank', 'from'].map((field) =>
		(fields as Fields).get(field),
	);
	if (!(text instanceof Y.Text) || !(who instanceof Y.Text)) return undefined;
	const given: unknown[] = Array.isArray(from) ? from : [];
	return {
		id,
		rank: isRank(rank) ? rank : '',
		fields: fields as Fields,
		text,
		who,
		until: stringIn(fields as Fields, UNTIL[kind]),
		status: stringIn(fields as Fields, 'status'),
		from: given.filter((one): one is string => typeof one === 'string'),
	};
}

function stringIn(fields: Fields, field: string): string {
	const value = fields.get(field);
	return typeof value === 'string' ? value : '';
}
