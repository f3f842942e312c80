import * as Y from 'yjs';
import { Board } from '#lib/board/board.svelte.ts';
import { ApiError, call } from '#lib/hall/api.ts';
import { hallAddress } from '#lib/hall/hall-address.svelte.ts';
import { Live } from '#lib/hall/live.svelte.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { CreateDialogueAnswer, DialogueAnswer } from '#shared/api.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { PracticeHall } from './practice-hall.svelte.ts';
import { readReport } from './tablet-report.ts';
import { findingsOf, verdictOf, type Durability, type NumberedReport } from './verdict.ts';

const PRACTICE_TABLES = 5;
const QUESTION = 'good';

/** What the throw-away event is called, in the organiser's words. */
export interface RehearsalNames {
	readonly title: string;
	readonly tablets: string;
	readonly practice: (n: number) => string;
	readonly card: (n: number) => string;
}

interface Kept {
	readonly id: DialogueId;
	readonly code: string;
	readonly tables: readonly TableId[];
}

/** The organiser's check before the day, over an event of its own. Rules GP1, GP3, GP5. */
export class Rehearsal {
	/** The throw-away event; undefined: the rehearsal has not begun. */
	event = $state.raw<Kept>();
	store = $state<Durability>();
	pictureSeen = $state(false);
	printerSeen = $state(false);
	readonly hall = new PracticeHall();
	readonly #of: DialogueId;
	readonly #token: string;
	#live = $state.raw<Live>();
	#sync: SyncedDoc | undefined;
	#board = $state.raw<Board>();

	/** @param of - the real event, which is only read */
	constructor(of: DialogueId, token: string) {
		this.#of = of;
		this.#token = token;
	}

	/** Reports by the number of the tablet; what is no report is not there. */
	readonly tablets = $derived.by((): readonly NumberedReport[] =>
		(this.#board?.cards() ?? [])
			.flatMap(({ number, text }) => {
				const report = readReport(text);
				return report ? [{ number, ...report }] : [];
			})
			.sort((a, b) => a.number - b.number),
	);
	readonly findings = $derived.by(() =>
		findingsOf({
			host: hallAddress.host,
			tablets: this.tablets,
			present: this.#present,
			store: this.store,
			run: this.hall.outcome,
			pictureSeen: this.pictureSeen,
			printerSeen: this.printerSeen,
		}),
	);
	readonly verdict = $derived(verdictOf(this.findings));

	/** Finds the rehearsal that this device has begun before; one that was erased meanwhile is forgotten. */
	async resume(): Promise<void> {
		void this.readStore();
		const kept = read(this.#of);
		if (!kept) return;
		try {
			await call<DialogueAnswer>('GET', `/api/dialogues/${kept.id}`, { token: this.#token });
			this.#open(kept);
		} catch (error) {
			if (error instanceof ApiError && error.code === 'dialogue/not-found')
				keep(this.#of, undefined);
			else throw error;
		}
	}

	async begin({ place, date }: DialogueAnswer, names: RehearsalNames): Promise<void> {
		const practice = Array.from({ length: PRACTICE_TABLES }, (_, at) => names.practice(at + 1));
		const { id, code, tables } = await call<CreateDialogueAnswer>('POST', '/api/dialogues', {
			token: this.#token,
			body: {
				...{ title: names.title, place, date },
				tables: [names.tablets, ...practice].map((theme) => ({ theme })),
			},
		});
		const kept = { id, code, tables: tables.map((table) => table.id) };
		keep(this.#of, kept);
		this.#open(kept);
	}

	/** [GP1] Nothing of it stays. */
	async end(): Promise<void> {
		const { event } = this;
		if (!event) return;
		this.hall.stop();
		await call('DELETE', `/api/dialogues/${event.id}`, { token: this.#token });
		keep(this.#of, undefined);
		this.close();
		this.event = undefined;
	}

	practise(seconds: number, names: RehearsalNames): Promise<void> {
		const { id, code, tables } = this.event!;
		const place = { dialogue: id, code, tables: tables.slice(1), question: QUESTION };
		return this.hall.run({ ...place, token: this.#token, words: names.card }, seconds);
	}

	/** Asks the server what its keeping is worth. */
	async readStore(): Promise<void> {
		try {
			const response = await fetch('/readyz', { cache: 'no-store', credentials: 'omit' });
			const { durability } = (await response.json()) as { durability: Durability };
			this.store = response.ok ? durability : 'down';
		} catch {
			this.store = 'down';
		}
	}

	close(): void {
		this.hall.stop();
		this.#live?.close();
		this.#sync?.close();
		this.#live = this.#sync = this.#board = undefined;
	}

	/** [GP3] Devices at the table of devices: the live line knows them even if they can write nothing. */
	get #present(): number {
		const table = this.event?.tables[0];
		return table === undefined ? 0 : (this.#live?.presence?.tables[table]?.seats ?? 0);
	}

	#open(event: Kept): void {
		const doc = new Y.Doc();
		const name = { dialogue: event.id, kind: 'board', id: event.tables[0]! } as const;
		this.#sync = new SyncedDoc(name, doc, this.#token);
		this.#board = new Board(doc);
		this.#live = new Live(this.#token, event.id);
		this.event = event;
	}
}

function read(of: DialogueId): Kept | undefined {
	try {
		return (JSON.parse(localStorage.getItem(placeOf(of)) ?? 'null') as Kept | null) ?? undefined;
	} catch {
		return undefined;
	}
}

function keep(of: DialogueId, event: Kept | undefined): void {
	try {
		if (event) localStorage.setItem(placeOf(of), JSON.stringify(event));
		else localStorage.removeItem(placeOf(of));
	} catch {
		// its title in the list of events says that it may be deleted
	}
}

function placeOf(of: DialogueId): string {
	return `thementisch.rehearsal.of.${of}`;
}
