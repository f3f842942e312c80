import type { CreateDialogueBody } from '#shared/api.ts';
import { newId, type Random } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { Question, Step, Table } from '#shared/schemas.ts';

type NewQuestion = Omit<Question, 'id'> & { readonly id?: string | undefined };
type NewStep = NonNullable<CreateDialogueBody['steps']>[number];

/** Questions as they are kept: each with an id of its own. */
export function questionsOf(
	given: readonly NewQuestion[],
	random: Random,
): Result<readonly Question[], 'request/invalid'> {
	if (twice(given)) return reject('request/invalid', 'questions: an id is used twice');
	if (given.some(reserved)) return reject('request/invalid', 'questions: an id is reserved');
	return ok(given.map(({ id, text }) => ({ id: id ?? newId('q_', random), text })));
}

/** Steps as they are kept: each with an id of its own, and no table that this dialogue does not have. */
export function stepsOf(
	given: readonly NewStep[],
	tables: readonly Table[],
	random: Random,
): Result<readonly Step[], 'request/invalid'> {
	if (twice(given)) return reject('request/invalid', 'steps: an id is used twice');
	if (given.some(reserved)) return reject('request/invalid', 'steps: an id is reserved');
	if (given.some(({ table }) => table !== undefined && !tables.some(({ id }) => id === table)))
		return reject('request/invalid', 'steps: a table is not one of this dialogue');
	return ok(given.map((step) => ({ ...step, id: step.id ?? newId('step_', random) })));
}

function twice(all: readonly { readonly id?: string | undefined }[]): boolean {
	const ids = all.flatMap(({ id }) => id ?? []);
	return new Set(ids).size < ids.length;
}

/** Ids become keys of objects in places; what every object has already is not one. */
function reserved({ id }: { readonly id?: string | undefined }): boolean {
	return id !== undefined && id in Object.prototype;
}
