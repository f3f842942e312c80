import { asksNow, countSheets } from '#server/domain/evaluation.ts';
import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant, RecordOf, Records, Versioned, Write } from '#server/ports/records.ts';
import type { EvaluationPhase, EvaluationSheet } from '#shared/evaluation.ts';
import type { EvaluationAnswer } from '#shared/evaluation-schemas.ts';
import { isId, type DialogueId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { dialogueFor, NO_DIALOGUE } from './access.ts';
import { isSigned, newSlipKey, signBlinded, traceOf } from './evaluation-slips.ts';
import { InOrder } from './in-order.ts';
import { writeIfThere } from './write-if-there.ts';

/** Sheets lie on sixteen pages, each under the hash of its slip: in no order of time. */
const EVALUATION_PAGES = [...'0123456789abcdef'] as const;
const pageId = (dialogue: DialogueId, page: string) => `${dialogue}/${page}`;

/**
 * The questionnaire at the end of the day: who may answer (once for each device), what was answered, and what comes out.
 * Nothing that is kept leads from a seat to a sheet. Rules EV1–EV9 in SPEC.md; what an enemy with all files could still
 * do stands in decision 0011.
 */
export function createEvaluationDialogue({ records }: { readonly records: Records }) {
	const inOrder = new InOrder<string>();

	async function read(caller: Grant, id: string): Promise<Result<EvaluationAnswer>> {
		const roles = ['participant', 'moderator', 'organiser'] as const;
		const found = await dialogueFor(records, caller, id, roles);
		if (!found.ok) return found;
		const dialogue = found.value.value;
		const asks = asksNow(dialogue);
		const asked = asks ? await keyOf(dialogue.id) : undefined;
		if (asks && !asked) return NO_DIALOGUE;
		const modulus = asked?.modulus;
		const kept = (await records.get('evaluation', dialogue.id))?.value;
		const seesAll = caller.role !== 'participant';
		return ok({
			...(dialogue.evaluation && { phase: dialogue.evaluation }),
			asks,
			...(modulus !== undefined && { modulus }),
			...(seesAll && !kept?.counted && { sheets: (await sheetsOf(dialogue.id)).sheets.length }),
			...(seesAll && kept?.counted && { counted: kept.counted }),
		});
	}

	/** Opened and closed as often as somebody likes; counted once. */
	async function change(
		caller: Grant,
		id: string,
		phase: EvaluationPhase,
	): Promise<Result<EvaluationAnswer>> {
		for (;;) {
			const found = await dialogueFor(records, caller, id, ['moderator', 'organiser']);
			if (!found.ok) return found;
			const { value: dialogue } = found.value;
			if (dialogue.evaluation === 'counted')
				return phase === 'counted' ? read(caller, id) : reject('evaluation/ended');
			const writes = [phaseOf(found.value, phase)];
			if (phase === 'counted') writes.push(...(await counting(dialogue.id)));
			if (await records.write(writes)) return read(caller, id);
		}
	}

	/** [EV8] One step: the result is there, the sheets are gone, and no page takes another one. */
	async function counting(dialogue: DialogueId): Promise<Write[]> {
		const made = await keyOf(dialogue);
		// erased meanwhile: the writes of which these are a part do not hold
		if (!made) return [];
		const { key: _, slipsMost, ...kept } = made;
		const { sheets, pages } = await sheetsOf(dialogue);
		const counted = countSheets(sheets, slipsMost);
		const of = { dialogue } as const;
		return [
			...pages.map(({ id, was }): Write => {
				const value = { sheets: {}, isCounted: true };
				return { kind: 'evaluationSheets', id, ...of, was, value };
			}),
			{ kind: 'evaluation', id: dialogue, ...of, was: 'any', value: { ...kept, counted } },
			...slipsGone(dialogue),
		];
	}

	/** Signs a slip that it cannot read, so many for a seat: people share tablets. The same one again gets the same answer. */
	function slip(caller: Grant, id: string, blinded: string): Promise<Result<string>> {
		return inOrder.run(id, async () => {
			const found = await dialogueFor(records, caller, id, ['participant']);
			if (!found.ok || caller.role !== 'participant') return NO_DIALOGUE;
			const dialogue = found.value.value.id;
			const seat = traceOf(caller.seat);
			const page = pageId(dialogue, seat[0]!);
			for (;;) {
				const slips = await records.get('evaluationSlips', page);
				const given = slips?.value.given ?? {};
				const own = traceOf(blinded);
				const had = given[seat] ?? [];
				const isRepeat = had.includes(own);
				if (!isRepeat && had.length >= LIMITS.evaluationSlipsPerSeatMax)
					return reject('evaluation/slip-taken');
				if (!isRepeat && !asksNow(found.value.value)) return reject('evaluation/ended');
				const made = await keyOf(dialogue);
				if (!made) return NO_DIALOGUE;
				const { key, modulus } = made;
				if (key === undefined) return reject('evaluation/ended');
				const signature = signBlinded({ key, modulus }, blinded);
				if (signature === undefined) return reject('request/invalid', 'blinded');
				if (isRepeat) return ok(signature);
				const value = { given: inOrderOfKeys({ ...given, [seat]: [...had, own] }) };
				const was = slips?.version ?? null;
				const write = { kind: 'evaluationSlips', id: page, dialogue, was, value } as const;
				const most = await raisedMost(dialogue, had.length + 1);
				const written = await writeIfThere(records, dialogue, [write, ...most]);
				if (written !== 'taken') return written === 'ok' ? ok(signature) : NO_DIALOGUE;
			}
		});
	}

	/** [EV5] Which device it is that has had the most slips is not kept with their number, so it outlives the seats. */
	async function raisedMost(dialogue: DialogueId, slips: number): Promise<Write[]> {
		const kept = await records.get('evaluation', dialogue);
		if (!kept || slips <= (kept.value.slipsMost ?? 1)) return [];
		const value = { ...kept.value, slipsMost: slips };
		return [{ kind: 'evaluation', id: dialogue, dialogue, was: kept.version, value }];
	}

	/** [EV4] Keeps a sheet; the same slip again changes nothing. Durable when it resolves. Nobody is asked who it is. */
	async function answer(
		id: string,
		{ slip: own, signature, sheet }: { slip: string; signature: string; sheet: EvaluationSheet },
	): Promise<Result<undefined>> {
		const modulus = isId('d_', id) && (await records.get('evaluation', id))?.value.modulus;
		// a stranger learns nothing about which dialogues there are
		if (!modulus || !isId('d_', id) || !isSigned(modulus, own, signature)) return NO_DIALOGUE;
		const name = traceOf(own);
		const page = pageId(id, name[0]!);
		return inOrder.run(page, async () => {
			for (;;) {
				const kept = await records.get('evaluationSheets', page);
				if (kept?.value.isCounted) return reject('evaluation/ended');
				const sheets = kept?.value.sheets ?? {};
				if (sheets[name]) return ok(undefined);
				const value = { sheets: inOrderOfKeys({ ...sheets, [name]: sheet }) };
				const was = kept?.version ?? null;
				const write = { kind: 'evaluationSheets', id: page, dialogue: id, was, value } as const;
				const written = await writeIfThere(records, id, [write]);
				if (written !== 'taken') return written === 'ok' ? ok(undefined) : NO_DIALOGUE;
			}
		});
	}

	/** Made when it is first needed; of two nodes at once both have the same one in the end. undefined: erased meanwhile. */
	async function keyOf(dialogue: DialogueId): Promise<RecordOf['evaluation'] | undefined> {
		for (;;) {
			const kept = await records.get('evaluation', dialogue);
			if (kept) return kept.value;
			const value = await newSlipKey();
			const write = { kind: 'evaluation', id: dialogue, dialogue, was: null, value } as const;
			if ((await writeIfThere(records, dialogue, [write])) === 'gone') return undefined;
		}
	}

	async function sheetsOf(dialogue: DialogueId) {
		const pages = await Promise.all(
			EVALUATION_PAGES.map(async (page) => {
				const id = pageId(dialogue, page);
				const kept = await records.get('evaluationSheets', id);
				return { id, was: kept?.version ?? null, sheets: kept?.value.sheets ?? {} };
			}),
		);
		return { pages, sheets: pages.flatMap(({ sheets }) => Object.values(sheets)) };
	}

	return { read, change, slip, answer };
}
export type EvaluationDialogue = ReturnType<typeof createEvaluationDialogue>;

/** The writes after which nobody knows which seats have had a slip signed. */
export function slipsGone(dialogue: DialogueId): Write[] {
	return EVALUATION_PAGES.map((page) => ({
		kind: 'evaluationSlips',
		id: pageId(dialogue, page),
		dialogue,
		was: 'any',
		value: null,
	}));
}

function phaseOf({ value, version }: Versioned<Dialogue>, evaluation: EvaluationPhase): Write {
	const { id } = value;
	return {
		kind: 'dialogue',
		id,
		dialogue: id,
		was: version,
		value: { ...value, evaluation },
	};
}

/** [EV3] Nothing of the order in which they came is kept. */
function inOrderOfKeys<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
