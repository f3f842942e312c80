import type { Dialogue } from '#server/domain/dialogue.ts';
import {
	UNTOUCHED_MINUTES,
	type BoardReading,
	type ResultsInputs,
} from '#server/domain/results-inputs.ts';
import { buildResults } from '#server/domain/results.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Brought, Records } from '#server/ports/records.ts';
import type { ReportOrder, ReportRenderer, Watcher } from '#server/ports/report-renderer.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import { readMinutes } from '#server/rooms/minutes-reading.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { Room } from '#server/rooms/room.ts';
import { readHallThemes } from '#server/rooms/theme-reading.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import { evaluatedIn } from '#shared/evaluation-words.ts';
import { reportName } from './report-name.ts';

interface Needs {
	readonly registry: Pick<Registry, 'use'>;
	readonly records: Pick<Records, 'get'>;
	readonly dialogueOf: (id: DialogueId) => Promise<Dialogue | undefined>;
	/** The tally of a vote that was revealed; undefined where there is none to be seen. */
	readonly tallyOf: (dialogue: Dialogue) => Promise<Tally | undefined>;
	/** Cards that no host has let in, the oldest first. */
	readonly heldOf: (dialogue: DialogueId) => Promise<ResultsInputs['held']>;
	readonly renderers: readonly ReportRenderer[];
	readonly clock: Clock;
}

/** A report as a file. */
export interface ReportFile {
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: Uint8Array;
}

/** Which file is wanted. */
export type FileOrder = Omit<ReportOrder, 'logo'> & { readonly format: string };

/**
 * The results of a dialogue, as a model or drawn in a format. Made of what is in the logs at that moment and nothing else;
 * each table says up to which number. Whether the caller may see them was asked before.
 */
export function createExportResults(needs: Needs) {
	const { registry, records, dialogueOf, tallyOf, heldOf, renderers, clock } = needs;
	const byFormat = new Map<string, ReportRenderer>(renderers.map((one) => [one.format, one]));

	async function results(
		id: DialogueId,
		edition: ResultsModel['edition'] = 'public',
		{ uncorrected = false }: { readonly uncorrected?: boolean } = {},
	): Promise<Result<ResultsModel>> {
		const dialogue = await dialogueOf(id);
		if (!dialogue) return reject('dialogue/not-found');
		const boards = new Map<TableId, { seq: number; reading: BoardReading }>();
		for (const { id: table } of dialogue.tables) {
			const board = { dialogue: id, kind: 'board', id: table } as const;
			// what nobody has open is opened first, which is a piece of work of its own
			await inTurn(() => registry.use(board, () => undefined));
			const read = (room: Room) => ({ seq: room.seq, reading: room.read(readBoard) });
			boards.set(table, await inTurn(() => registry.use(board, read)));
		}
		const { brought, ...about } = (await records.get('about', id))?.value ?? {};
		const tally = await tallyOf(dialogue);
		const themes = await themesOf(id);
		const minutes = uncorrected ? undefined : await minutesOf(id);
		return ok(
			buildResults({
				edition,
				dialogue,
				about,
				boards,
				held: await heldOf(id),
				vote: voteIn(dialogue, tally) ?? broughtVote(brought),
				themes: themes.reading,
				minutes: minutes?.reading ?? UNTOUCHED_MINUTES,
				sources: { ...(minutes && { minutes: minutes.seq }), themes: themes.seq },
				withRanks: uncorrected,
				...evaluated((await evaluationOf(dialogue)) ?? brought?.evaluation),
			}),
		);
	}

	/** In the words of the dialogue's language, so that an import elsewhere has them as well. */
	async function evaluationOf({ id, language }: Dialogue): Promise<ResultsInputs['evaluation']> {
		const counted = (await records.get('evaluation', id))?.value.counted;
		return counted && evaluatedIn(counted, await messagesIn('evaluation', language));
	}

	function themesOf(dialogue: DialogueId) {
		return registry.use({ dialogue, kind: 'desk', id: 'themes' }, (room) => ({
			seq: room.seq,
			reading: room
				.read(readHallThemes)
				.map(({ id, title, members }) => ({ id, title, items: members.map((one) => one.id) })),
		}));
	}

	function minutesOf(dialogue: DialogueId) {
		return registry.use({ dialogue, kind: 'desk', id: 'minutes' }, (room) => ({
			seq: room.seq,
			reading: room.read(readMinutes),
		}));
	}

	/** `export/format-unknown` if nobody draws this format, `table/unknown` if the board is none of this dialogue. */
	async function report(
		id: DialogueId,
		{ format, ...wanted }: FileOrder,
		watcher: Watcher = {},
	): Promise<Result<ReportFile>> {
		const renderer = byFormat.get(format);
		if (!renderer) return reject('export/format-unknown', [...byFormat.keys()].join(' '));
		watcher.told?.('reading');
		const model = await results(id, wanted.edition === 'internal' ? 'internal' : 'public');
		if (!model.ok) return model;
		const at = model.value.tables.findIndex((table) => table.id === wanted.table);
		if (format === 'board-svg' && at < 0) return reject('table/unknown', 'name a table');
		await inTurn(() => undefined);
		const logo = (await records.get('logo', id))?.value;
		const order = { ...wanted, ...(logo && { logo }) };
		const { bytes, mediaType, extension } = await renderer.render(model.value, order, watcher);
		const name = reportName(model.value, { ...wanted, format, extension, board: at + 1 });
		return ok({ name, mediaType, bytes });
	}

	/**
	 * Does a piece of work, and rests for as long as it took, so that the hall waits for one short piece at a time: what
	 * somebody writes needs several turns until others see it.
	 */
	async function inTurn<T>(piece: () => T | Promise<T>): Promise<T> {
		const startedMs = clock.nowMs();
		const value = await piece();
		const tookMs = Math.min(clock.nowMs() - startedMs, REST_MS_MAX);
		await new Promise<void>((done) => {
			if (tookMs > 0) clock.after(tookMs, done);
			else setImmediate(done);
		});
		return value;
	}

	return { results, report };
}

/** A store may be slow to answer; that was no work here. */
const REST_MS_MAX = 40;

function evaluated(evaluation: ResultsInputs['evaluation']): Pick<ResultsInputs, 'evaluation'> {
	return evaluation ? { evaluation } : {};
}

function voteIn({ conduct }: Dialogue, tally: Tally | undefined): ResultsInputs['vote'] {
	if (!tally || !conduct.vote) return null;
	const { criterion, dots, perItemMax } = conduct.vote;
	const terms = { criterion, dots, perItemMax, ballots: tally.ballots };
	return { terms, items: tally.items };
}

function broughtVote({ vote, items }: Brought = {}): ResultsInputs['vote'] {
	return vote && items ? { terms: vote, items } : null;
}
