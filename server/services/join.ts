import type { Dialogue } from '#server/domain/dialogue.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { JoinAnswer, JoinBody } from '#shared/api.ts';
import { factSheetPath } from '#shared/addresses.ts';
import { newId, readCode, type Random } from '#shared/ids.ts';
import type { EndedDialogue } from '#shared/problems.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { JoinDoor } from './join-door.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly door: JoinDoor;
}

/** Who asks: where from, and with which token, if it brought a valid one. */
export interface Joiner {
	readonly address: string;
	readonly token?: string | undefined;
	readonly grant?: Grant | undefined;
}

export type JoinResult =
	| Result<JoinAnswer, 'code/unknown'>
	| (Result<never, 'dialogue/closed'> & { readonly about: EndedDialogue })
	| (Result<never, 'code/too-many-tries'> & { readonly laterSeconds: number });

/** A seat for whoever has the code, or the seat it had before. Rules JN1–JN5 in SPEC.md. */
export function createJoin({ records, random, door }: Needs) {
	return async function join(body: JoinBody, joiner: Joiner): Promise<JoinResult> {
		const code = readCode(body.code);
		const dialogue = code === undefined ? undefined : await dialogueOf(code);
		const answer = await door.ask(joiner.address, code ?? body.code, dialogue?.id);
		if (!answer.open)
			return {
				...reject('code/too-many-tries', `try again in ${answer.laterSeconds} s`),
				laterSeconds: answer.laterSeconds,
			};
		if (!dialogue) return reject('code/unknown', 'check the six characters of the code');
		const { grant, token } = joiner;
		if (token !== undefined && grant?.role === 'participant' && grant.dialogue === dialogue.id)
			return ok({ dialogueId: dialogue.id, seatId: grant.seat, token });
		if (dialogue.phase === 'closed')
			return {
				...reject('dialogue/closed', 'the event is over, nobody can join any more'),
				about: await aboutEnded(dialogue),
			};
		return newSeat(dialogue);
	};

	async function dialogueOf(code: string): Promise<Dialogue | undefined> {
		const found = await records.get('code', code);
		return found && (await records.get('dialogue', found.value.dialogue))?.value;
	}

	/** [JN4] What may be told about it: nothing that its organiser has not made public. */
	async function aboutEnded({
		id,
		title,
		place,
		date,
		settings,
	}: Dialogue): Promise<EndedDialogue> {
		const isPublished = (await records.get('factSheet', id)) !== undefined;
		return {
			title,
			place,
			date,
			...(settings.resultsUrl && { resultsUrl: settings.resultsUrl }),
			...(isPublished && { sheetPath: factSheetPath(id) }),
		};
	}

	async function newSeat({ id }: Dialogue): Promise<JoinResult> {
		const seat = newId('s_', random);
		const token = newToken(random);
		const hash = hashToken(token);
		const value = { role: 'participant', dialogue: id, seat } as const;
		await records.write([{ kind: 'token', id: hash, dialogue: id, was: null, value }]);
		// erased in between: its records went before this one came, so nobody would ever delete it
		if (!(await records.get('dialogue', id))) {
			await records.write([{ kind: 'token', id: hash, was: 'any', value: null }]);
			return reject('code/unknown', 'check the six characters of the code');
		}
		return ok({ dialogueId: id, seatId: seat, token });
	}
}
