import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Keeper } from './keeper.svelte.ts';
import { SeatStore } from './seat-store.ts';

let seat: string;
let open: Keeper[];

beforeEach(() => {
	seat = `s_${crypto.randomUUID()}`;
	open = [];
});
afterEach(async () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	for (const keeper of open) keeper.close();
	for (const keeper of open) await keeper.settled();
	await SeatStore.remove(seat);
});

/** A page that has the seat open. */
async function page(): Promise<{ doc: Y.Doc; keeper: Keeper; words: () => string[] }> {
	const doc = new Y.Doc();
	const keeper = new Keeper(doc, seat);
	open.push(keeper);
	await keeper.start();
	return { doc, keeper, words: () => doc.getArray<string>('words').toArray().sort() };
}
const write = (doc: Y.Doc, word: string): void => doc.getArray('words').push([word]);

test('[SS1] [SS2] what is said to be kept is there for the next page', async () => {
	const first = await page();
	write(first.doc, 'eins');
	expect(first.keeper.kept).toBeLessThan(first.keeper.seen);
	await first.keeper.settled();
	expect(first.keeper.kept).toBe(first.keeper.seen);
	expect((await page()).words()).toEqual(['eins']);
});

test('[SS2] [SS6] a long log is put together and loses nothing, also while another page writes', async () => {
	const first = await page();
	const second = await page();
	for (let n = 0; n < 450; n++) {
		write(n % 2 ? first.doc : second.doc, String(n));
		if (n % 10 === 0) await first.keeper.settled();
	}
	await first.keeper.settled();
	await second.keeper.settled();
	const all = Array.from({ length: 450 }, (_, n) => String(n)).sort();
	expect((await page()).words()).toEqual(all);
});

test('[SS6] compaction leaves one entry with everything in it', async () => {
	const store = await SeatStore.open(seat, () => undefined);
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update) => updates.push(update));
	for (let n = 0; n < 5; n++) write(doc, String(n));
	for (const update of updates) await store.append(update);
	await store.compact((all) => Y.mergeUpdates([...all]));
	const { updates: left, last } = await store.read(0);
	expect(left).toHaveLength(1);
	expect(last).toBe(6);
	store.close();
});

test('[SS5] two pages of one seat hold both pages’ writing', async () => {
	const first = await page();
	const second = await page();
	write(first.doc, 'von der ersten');
	write(second.doc, 'von der zweiten');
	for (const one of [first, second])
		await expect.poll(() => one.words()).toEqual(['von der ersten', 'von der zweiten']);
});

test.each(['with the browser’s locks', 'without, over plain HTTP'])(
	'[SS5] [DR3] a page is told which draft is in another page’s hands, %s',
	async (way) => {
		if (way.startsWith('without'))
			vi.spyOn(Navigator.prototype, 'locks', 'get').mockReturnValue(undefined as never);
		const first = await page();
		first.keeper.tabs.hold('c_1');
		first.keeper.tabs.hold('c_2');
		const second = await page();
		await expect.poll(async () => [...(await second.keeper.tabs.taken())]).toEqual(['c_2']);
		first.keeper.tabs.hold(undefined);
		const third = await page();
		await expect.poll(async () => (await third.keeper.tabs.taken()).size).toBe(0);
	},
);

test.each([
	['QuotaExceededError', 'full'],
	['UnknownError', 'refused'],
])(
	'[SS3] [SS4] a write that fails with %s is a fault, and all is written when it is over',
	async (name, fault) => {
		const { doc, keeper } = await page();
		write(doc, 'davor');
		await keeper.settled();
		const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
			throw new DOMException('no', name);
		});
		write(doc, 'dabei');
		await keeper.settled();
		expect(keeper.fault).toBe(fault);
		expect(keeper.kept).toBeLessThan(keeper.seen);
		add.mockRestore();
		write(doc, 'danach');
		await keeper.settled();
		expect(keeper.fault).toBeUndefined();
		expect(keeper.kept).toBe(keeper.seen);
		expect((await page()).words()).toEqual(['dabei', 'danach', 'davor']);
	},
);

test('[SS3] storage that never answers is a fault within two seconds', async () => {
	vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(
		() => new EventTarget() as IDBOpenDBRequest,
	);
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const opened = page();
	await vi.advanceTimersByTimeAsync(1_999);
	const { keeper } = await opened;
	expect(keeper.fault).toBe('silent');
});

test('[SS3] [SS4] storage that another page deletes is a fault at once, and heals by itself', async () => {
	const { doc, keeper } = await page();
	write(doc, 'bleibt');
	await keeper.settled();
	await SeatStore.remove(seat);
	expect(keeper.fault).toBe('closed');
	await expect.poll(() => keeper.fault).toBeUndefined();
	expect((await page()).words()).toEqual(['bleibt']);
});

test('[MK9] what marks rest on is kept beside the document', async () => {
	const { keeper } = await page();
	const vouched = { confirmed: 'A', spoken: undefined, receiptAt: 7 };
	keeper.vouch([['c_1', vouched]]);
	await expect.poll(async () => (await page()).keeper.vouched?.get('c_1')).toEqual(vouched);
});
