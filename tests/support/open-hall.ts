import { MemoryBallotBox } from '#server/adapters/memory/ballot-box.ts';
import { MemoryPresence } from '#server/adapters/memory/presence.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import type { Conduct, Dialogue } from '#server/domain/dialogue.ts';
import type { Viewer } from '#server/domain/view-for.ts';
import type { LogFields } from '#server/ports/logger.ts';
import { createReadBox } from '#server/services/read-box.ts';
import type { Deed } from '#shared/deeds.ts';
import type { TableId } from '#shared/ids.ts';
import type { State, WaitingCard } from '#shared/state.ts';
import { sampleDialogue } from './sample-dialogue.ts';
import { settled, VirtualClock } from './virtual-clock.ts';
import { Hall } from '#server/transport/live/hall.ts';
import type { Down, Farewell, Screen } from '#server/transport/live/screen.ts';

/** A screen that keeps what it was sent. */
export class Page implements Screen {
	readonly viewer: Viewer;
	at: TableId | undefined;
	isSlow = false;
	heardAtMs: number;
	readonly got: { readonly event: keyof Down; readonly body: unknown; readonly atMs: number }[] =
		[];
	farewell: Farewell | undefined;
	readonly #clock: VirtualClock;
	constructor(clock: VirtualClock, viewer: Viewer) {
		this.#clock = clock;
		this.viewer = viewer;
		this.heardAtMs = clock.nowMs();
	}
	send<E extends keyof Down>(event: E, body: Parameters<Down[E]>[0]): void {
		this.got.push({ event, body: structuredClone(body), atMs: this.#clock.nowMs() });
	}
	end(reason: Farewell): void {
		this.farewell = reason;
	}
	all(event: keyof Down): unknown[] {
		return this.got.filter((one) => one.event === event).map(({ body }) => body);
	}
	get states(): State[] {
		return this.all('state') as State[];
	}
}

/** A card that waits at this table. */
export const waitingCard = (tableId: TableId): WaitingCard => ({
	cardId: `c_${tableId}`,
	tableId,
	question: 'good',
	text: 'Mehr Bänke',
	lang: 'de',
	state: 'waiting',
});

/** A hall over fresh stores in memory, in a time that passes when told, and what it reads and logs. */
export async function openHall(conduct: Partial<Conduct> = {}) {
	const clock = new VirtualClock(1_000_000);
	const records = new MemoryRecords();
	const ballots = new MemoryBallotBox();
	const presence = new MemoryPresence(clock);
	const logged: LogFields[] = [];
	const log = (fields: LogFields) => void logged.push(fields);
	let dialogue = sampleDialogue(conduct);
	const keep = async (value: Dialogue) => {
		dialogue = value;
		await records.write([{ kind: 'dialogue', id: value.id, was: 'any', value }]);
		return (await records.get('dialogue', value.id))!;
	};
	const record = await keep(dialogue);
	const reads = { waiting: 0, box: 0 };
	const deeds: Deed[] = [];
	const waiting: WaitingCard[] = [];
	const readBox = createReadBox({ ballots });
	const broken = { is: false };
	const hall = new Hall(record, {
		records: Object.assign(Object.create(records) as MemoryRecords, {
			get: (...asked: Parameters<MemoryRecords['get']>) =>
				broken.is ? Promise.reject(new Error('canary')) : records.get(...asked),
		}),
		presence,
		clock,
		logger: { info: log, warn: log, error: log },
		readBox: (of) => {
			reads.box++;
			return readBox(of);
		},
		translatingNow: () => Promise.resolve([]),
		lastDeeds: () => Promise.resolve([...deeds]),
		waitingCards: () => {
			reads.waiting++;
			return Promise.resolve([...waiting]);
		},
	});
	return {
		clock,
		records,
		ballots,
		presence,
		hall,
		reads,
		waiting,
		deeds,
		logged,
		broken,
		enter: (viewer: Viewer, at?: TableId): Page => {
			const page = new Page(clock, viewer);
			page.at = at;
			hall.add(page);
			return page;
		},
		change: async (more: Partial<Conduct>): Promise<void> => {
			hall.heard(await keep({ ...dialogue, conduct: { ...dialogue.conduct, ...more } }));
			await settled();
		},
	};
}
/** A participant. */
export const seat = (n: number): Viewer => ({ role: 'participant', seat: `s_${n}` });
/** An open vote of table one. */
export const vote = {
	id: 'v_1',
	open: true,
	revealed: false,
	dots: 3,
	perItemMax: 1,
	criterion: '?',
	tableIds: ['t_1'],
} as const;
