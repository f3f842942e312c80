import type { Dialogue } from '#server/domain/dialogue.ts';
import { buildResults, type BoardReading } from '#server/domain/results.ts';
import type { ReportRenderer } from '#server/ports/report-renderer.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import type { Registry } from '#server/rooms/registry.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Tally } from '#shared/state.ts';
import { reportName } from './report-name.ts';

interface Needs {
	readonly registry: Pick<Registry, 'use'>;
	readonly dialogueOf: (id: DialogueId) => Promise<Dialogue | undefined>;
	/** The tally of a vote that was revealed; undefined where there is none to be seen. */
	readonly tallyOf: (dialogue: Dialogue) => Promise<Tally | undefined>;
	readonly renderers: readonly ReportRenderer[];
}

/** A report as a file. */
export interface ReportFile {
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: Uint8Array;
}

/**
 * The results of a dialogue, as a model or drawn in a format. Made of what is in the boards' logs at that moment and
 * nothing else; each table says up to which number. Whether the caller may see them was asked before.
 */
export function createExportResults({ registry, dialogueOf, tallyOf, renderers }: Needs) {
	const byFormat = new Map<string, ReportRenderer>(renderers.map((one) => [one.format, one]));

	async function results(id: DialogueId): Promise<Result<ResultsModel>> {
		const dialogue = await dialogueOf(id);
		if (!dialogue) return reject('dialogue/not-found');
		const boards = new Map<TableId, { seq: number; reading: BoardReading }>();
		for (const { id: table } of dialogue.tables)
			boards.set(
				table,
				await registry.use({ dialogue: id, kind: 'board', id: table }, (room) => ({
					seq: room.seq,
					reading: room.read(readBoard),
				})),
			);
		const tally = await tallyOf(dialogue);
		return ok(buildResults({ dialogue, boards, tally: tally?.items ?? null }));
	}

	/** `export/format-unknown` if nobody draws this format. */
	async function report(id: DialogueId, format: string): Promise<Result<ReportFile>> {
		const renderer = byFormat.get(format);
		if (!renderer) return reject('export/format-unknown', [...byFormat.keys()].join(' '));
		const model = await results(id);
		if (!model.ok) return model;
		const { bytes, mediaType, extension } = await renderer.render(model.value);
		return ok({ name: reportName(model.value, extension), mediaType, bytes });
	}

	return { results, report };
}
