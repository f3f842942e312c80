import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { drawCsv } from '#server/adapters/reports/csv.ts';
import { drawJson } from '#server/adapters/reports/json.ts';
import { drawMarkdown } from '#server/adapters/reports/markdown.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Tally } from '#shared/state.ts';
import { IntakeHouse } from '#tests/support/intake-house.ts';
import { FaultyUpdateLog } from '#tests/support/faulty-update-log.ts';
import { sampleResults } from '#tests/support/sample-results.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { createExportResults } from './export-results.ts';
import { createHeldCards } from './held-cards.ts';
import { reportName } from './report-name.ts';

const PLAIN = { edition: 'full', language: 'de' } as const;

function exporting(house: IntakeHouse, tally?: Tally) {
	return createExportResults({
		registry: house.node.registry,
		dialogueOf: (id) => Promise.resolve(id === 'd_1' ? house.dialogue : undefined),
		tallyOf: () => Promise.resolve(tally),
		records: new MemoryRecords(),
		heldOf: createHeldCards({ log: house.log }),
		clock: new VirtualClock(),
		renderers: [
			{ format: 'csv', render: drawCsv },
			{ format: 'json', render: drawJson },
			{ format: 'md', render: drawMarkdown },
		],
	});
}

test('[RS2] the results have what is shown, and no byte of anything else', async () => {
	const house = new IntakeHouse();
	await house.start();
	const tablet = await house.tablet();
	const host = await house.host();
	tablet.sendAll([
		['c_1', { text: 'Gezeigt' }],
		['c_2', { text: 'Kanarie beiseite' }],
		['c_3', { text: 'Kanarie zurückgenommen' }],
	]);
	await house.rest();
	(host.doc.getMap('cards').get('c_2') as Y.Map<unknown>).set('state', 'aside');
	tablet.turn('c_3', 'withdrawn');
	await house.rest();
	await house.decide({ frozen: ['t_1'] });
	tablet.send('c_4', 'Kanarie zu spät');
	await house.rest();

	const { results, report } = exporting(house);
	expect(await results('d_1')).toMatchObject({
		ok: true,
		value: {
			counts: { cards: 1, groups: 0, late: 1 },
			tables: [{ source: { seq: 3 } }, {}],
			sources: { minutes: 0, themes: 0 },
		},
	});
	for (const format of ['csv', 'json', 'md']) {
		const file = await report('d_1', { ...PLAIN, format });
		if (!file.ok) throw new Error(file.rejection.code);
		const text = new TextDecoder().decode(file.value.bytes);
		expect(text).toContain('Gezeigt');
		expect(text).not.toMatch(/Kanarie|s_1/);
		expect(file.value.name).toMatch(
			/^Ergebnis(se|protokoll)_Musterstadt_2026-11-21\.(csv|json|md)$/,
		);
	}
});

test('[RO1] what the log has not got is in no results', async () => {
	const log = new FaultyUpdateLog(new MemoryUpdateLog());
	const house = new IntakeHouse(log);
	await house.start();
	const host = await house.host();
	log.next('silent');
	host.doc
		.getMap('cards')
		.set('c_1', new Y.Map(Object.entries({ state: 'shown', text: new Y.Text('x') })));
	await house.rest();
	const count = async () => {
		const answer = await exporting(house).results('d_1');
		return answer.ok && answer.value.counts.cards;
	};
	expect([log.held, await count()]).toEqual([1, 0]);
	await log.release();
	await house.rest();
	expect(await count()).toBe(1);
});

test('[RS7] dots come with the tally of a revealed vote', async () => {
	const house = new IntakeHouse();
	await house.start();
	const tablet = await house.tablet();
	tablet.send('c_1');
	await house.rest();
	const { id, ...terms } = { id: 'v_1' as const, dots: 3, perItemMax: 2, criterion: 'Was zuerst?' };
	await house.decide({ vote: { id, ...terms, open: false, revealed: true, tableIds: ['t_1'] } });
	const tally: Tally = { voteId: 'v_1', items: { c_1: { dots: 2, counted: 1 } }, ballots: 2 };
	const answer = await exporting(house, tally).results('d_1');
	expect(JSON.stringify(answer)).toContain('"dots":2,"counted":1');
});

test('[RS8] an unknown dialogue and an unknown format are told so', async () => {
	const house = new IntakeHouse();
	await house.start();
	const { results, report } = exporting(house);
	expect(await results('d_9')).toMatchObject({ rejection: { code: 'dialogue/not-found' } });
	expect(await report('d_9', { ...PLAIN, format: 'csv' })).toMatchObject({
		rejection: { code: 'dialogue/not-found' },
	});
	for (const format of ['pdf', '__proto__', ''] as const)
		expect(await report('d_1', { ...PLAIN, format })).toMatchObject({
			rejection: { code: 'export/format-unknown' },
		});
});

const CSV = { ...PLAIN, format: 'csv', extension: 'csv', board: 0 };

test('[RS8] the name of a file is safe in every file system', () => {
	const name = (place: string) => {
		const { dialogue, ...rest } = sampleResults();
		return reportName({ ...rest, dialogue: { ...dialogue, place } }, CSV);
	};
	expect(name('Schwäbisch Gmünd')).toBe('Ergebnisse_Schwäbisch-Gmünd_2026-11-21.csv');
	expect(name('../../etc/passwd')).toBe('Ergebnisse_etc-passwd_2026-11-21.csv');
	expect(name('a"\r\nb;<c>|\u202E\u0000*?:\\')).toBe('Ergebnisse_a-b-c_2026-11-21.csv');
	expect(name('حلب')).toBe('Ergebnisse_حلب_2026-11-21.csv');
	const docx = { ...CSV, format: 'docx', extension: 'docx' };
	expect(reportName(sampleResults(), docx)).toBe('Ergebnisprotokoll_Musterstadt_2026-11-21.docx');
	expect(name('…')).toBe('Ergebnisse_Dialog_2026-11-21.csv');
	expect(name(`${'x'.repeat(59)}𝐀𝐀`)).toBe(`Ergebnisse_${'x'.repeat(59)}_2026-11-21.csv`);
});
