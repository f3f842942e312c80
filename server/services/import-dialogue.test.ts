import { expect, test } from 'vitest';
import { LIMITS } from '#shared/limits.ts';
import { ResultsModelSchema, type ResultsModel } from '#shared/results.ts';
import { hostileResults, manyCards } from '#tests/support/hostile-results.ts';
import { HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { richResults, sampleResults } from '#tests/support/sample-results.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

const fileOf = (results: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(results));

type House = ReturnType<typeof setUpUseCases>;

/** Takes the results over into this house, and reads them there. */
async function taken(house: House, results: ResultsModel): Promise<ResultsModel> {
	const { dialogue } = yes(await house.importDialogue(ORGANISER, fileOf(results)));
	return yes(await house.readResults(ORGANISER, dialogue.id));
}

/** Everything but what says where it was read. */
function content({ sources: _s, dialogue, tables, ...rest }: ResultsModel) {
	const { id: _, ...told } = dialogue;
	return { ...rest, dialogue: told, tables: tables.map(({ source: _seq, ...table }) => table) };
}

/** As they come out of the JSON export. */
const throughJson = (results: ResultsModel) =>
	ResultsModelSchema.parse(JSON.parse(JSON.stringify(results)));

const open = (): ResultsModel => {
	const { counts, tables, ...rest } = richResults();
	return {
		...rest,
		edition: 'public',
		counts: { ...counts, late: 0 },
		tables: tables.map(({ aside: _a, held: _h, ...table }) => table),
	};
};

test('[IM1] what one installation exports, another one takes over with the same content', async () => {
	const first = await taken(setUpUseCases(), open());
	expect(first).toMatchObject({
		about: open().about,
		measures: open().measures,
		recommendations: open().recommendations,
		themes: open().themes,
		evaluation: open().evaluation,
		vote: open().vote,
		ranking: open().ranking,
		steps: open().steps,
	});
	const second = await taken(setUpUseCases(), throughJson(first));
	expect(content(second)).toEqual(content(first));
	expect(second.dialogue.id).not.toBe(first.dialogue.id);
});

test('[IM1] hundreds of cards in six languages come over with their numbers, groups and translations', async () => {
	const many = await taken(setUpUseCases(), { ...manyCards(300), steps: [] });
	expect(many.counts).toEqual({ cards: 300, groups: manyCards(300).counts.groups, late: 0 });
	expect(content(await taken(setUpUseCases(), throughJson(many)))).toEqual(content(many));
});

test('[IM2] of the internal edition, what was set aside, waited or was late comes set aside', async () => {
	const house = setUpUseCases();
	const { dialogue } = yes(await house.importDialogue(ORGANISER, fileOf(richResults())));
	const shown = yes(await house.readResults(ORGANISER, dialogue.id));
	expect(JSON.stringify(shown)).not.toMatch(/Beiseite|Zu spät|Wartet noch/);
	const order = { edition: 'internal', language: 'de', format: 'json' } as const;
	const { bytes } = yes(await house.readReport(ORGANISER, dialogue.id, order));
	const internal = ResultsModelSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
	const aside = internal.tables[0]!.aside!.map(({ number, text }) => [number, text]);
	expect(aside).toEqual([
		[8, 'Beiseite'],
		[9, 'Zu spät'],
		[10, 'Wartet noch'],
	]);
	house.closeReports();
});

test('[IM3] only an organiser takes over, and nothing is left of what cannot be', async () => {
	const house = setUpUseCases();
	const host = { role: 'host', dialogue: 'd_1', table: 't_1' } as const;
	expect(no(await house.importDialogue(host, fileOf(sampleResults())))).toBe('request/not-found');
	const wrong: ((results: ResultsModel) => void)[] = [
		({ dialogue }) => (dialogue.title = ' '),
		({ tables }) => (tables[1]!.id = 't_1'),
		({ tables }) => (tables[0]!.questions[0]!.cards[0]!.id = 'c_1'),
		({ tables }) =>
			(tables[0]!.questions[0]!.cards[0]!.text = 'x'.repeat(LIMITS.cardTextCharsMax + 1)),
		({ tables }) =>
			(tables[0]!.questions[0]!.groups[0]!.title = 'x'.repeat(LIMITS.groupTitleCharsMax + 1)),
	];
	for (const spoil of wrong) {
		const results = structuredClone(sampleResults());
		spoil(results);
		expect(no(await house.importDialogue(ORGANISER, fileOf(results)))).toBe('import/invalid');
	}
	expect(await house.records.list('dialogue')).toEqual([]);
});

test('[IM4] whatever a file says, every table can be read afterwards', async () => {
	const short = HOSTILE_TEXTS.filter(({ length }) => length > 0 && length < 100);
	const house = setUpUseCases();
	const hostile = hostileResults(short.slice(0, LIMITS.tablesPerDialogueMax));
	const tables = hostile.tables.map((table) => ({ ...table, theme: 'Thema' }));
	const answer = await house.importDialogue(ORGANISER, fileOf({ ...hostile, tables }));
	const { dialogue } = yes(answer);
	const results = yes(await house.readResults(ORGANISER, dialogue.id));
	expect(results.counts.cards).toBe(tables.length);
});
