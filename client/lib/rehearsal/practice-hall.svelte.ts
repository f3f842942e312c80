import * as Y from 'yjs';
import { call } from '#lib/hall/api.ts';
import { SyncedDoc } from '#lib/hall/synced-doc.svelte.ts';
import type { JoinAnswer } from '#shared/api.ts';
import { BOARD } from '#shared/board.ts';
import type { CardId, DialogueId, TableId } from '#shared/ids.ts';
import { Arrivals } from './arrivals.ts';
import { BareSeat } from './bare-seat.ts';
import { practicePlan } from './practice-plan.ts';
import type { RunResult } from './verdict.ts';

const TABLETS = 30;
const TICK_MS = 50;
/** Longest that the last cards are waited for after the end, in milliseconds. */
const GRACE_MS = 10_000;
/** How long a tablet may take to come in before the next one tries, and all together at last, in milliseconds. */
const ONE_ARRIVES_MS = 2_000;
const ALL_ARRIVE_MS = 10_000;

/** Where the practice takes place. */
export interface PracticePlace {
	readonly dialogue: DialogueId;
	readonly code: string;
	readonly tables: readonly TableId[];
	readonly question: string;
	/** Of the organiser, whose connections see the boards. */
	readonly token: string;
	/** The words of the nth card. */
	readonly words: (n: number) => string;
}

/** Many tablets in one page, each with its own seat and live line; they write and are watched. Rule GP4. */
export class PracticeHall {
	/** Tablets that are connected. */
	here = $state(0);
	sent = $state(0);
	shown = $state(0);
	secondsLeft = $state(0);
	outcome = $state.raw<RunResult | 'open' | 'running' | 'stopped'>('open');
	#seats: BareSeat[] = [];
	#boards: SyncedDoc[] = [];
	#arrivals = new Arrivals();

	/** Resolves when it has ended, however it ended. */
	async run(place: PracticePlace, seconds: number): Promise<void> {
		if (this.outcome === 'running') return;
		this.outcome = 'running';
		this.here = this.sent = this.shown = 0;
		this.#arrivals = new Arrivals();
		this.secondsLeft = seconds;
		try {
			await this.#enter(place);
			if (this.#isOn) await this.#write(place, seconds);
			if (this.#isOn) await this.#until(() => this.shown >= this.sent, GRACE_MS);
			if (this.#isOn) this.outcome = this.#result();
		} catch {
			// the server or the network is gone: who came in and what arrived says so
			if (this.#isOn) this.outcome = this.#result();
		}
		this.#leave();
	}

	stop(): void {
		if (this.#isOn) this.outcome = 'stopped';
	}

	get #isOn(): boolean {
		return this.outcome === 'running';
	}

	async #enter({ dialogue, code, tables, token }: PracticePlace): Promise<void> {
		for (const table of tables) {
			const doc = new Y.Doc();
			doc.getMap(BOARD.cards).observe(({ keysChanged }) => this.#noteShown(keysChanged));
			this.#boards.push(new SyncedDoc({ dialogue, kind: 'board', id: table }, doc, token));
		}
		for (let tablet = 0; tablet < TABLETS && this.#isOn; tablet++) {
			const seat = await call<JoinAnswer>('POST', '/api/join', { body: { code } });
			this.#seats.push(new BareSeat(seat));
			// browsers open sockets to one server one after the other: all at once, the last ones would seem refused
			await this.#until(() => this.here === tablet + 1, ONE_ARRIVES_MS);
		}
		const all = [...this.#seats, ...this.#boards.map((sync) => ({ sync }))];
		await this.#until(
			() => all.every(({ sync }) => sync.live) && this.here === TABLETS,
			ALL_ARRIVE_MS,
		);
	}

	async #write({ tables, question, words }: PracticePlace, seconds: number): Promise<void> {
		const startMs = performance.now();
		const waiting = [...practicePlan(TABLETS, seconds)];
		await this.#until(() => {
			const nowMs = performance.now() - startMs;
			this.secondsLeft = Math.max(0, Math.ceil(seconds - nowMs / 1_000));
			while (waiting[0] && waiting[0].atMs <= nowMs) {
				const { tablet } = waiting.shift()!;
				const table = tables[tablet % tables.length]!;
				const text = words(++this.sent);
				const id = this.#seats[tablet]!.write({ table, question, text, lang: 'und' });
				this.#arrivals.sent(id, performance.now());
			}
			return this.secondsLeft === 0;
		}, Infinity);
	}

	/** Looks again and again; also ends when it was stopped. */
	async #until(isSo: () => boolean, patienceMs: number): Promise<void> {
		const endMs = performance.now() + patienceMs;
		for (;;) {
			this.#count();
			if (!this.#isOn || isSo() || performance.now() >= endMs) return;
			await new Promise((done) => setTimeout(done, TICK_MS));
		}
	}

	#count(): void {
		this.here = this.#seats.filter(({ live, sync }) => live.connected && sync.live).length;
	}

	#noteShown(cards: ReadonlySet<unknown>): void {
		for (const id of cards as ReadonlySet<CardId>)
			if (this.#arrivals.seen(id, performance.now())) this.shown++;
	}

	#result(): RunResult {
		const { slowMs } = this.#arrivals;
		const { here, sent, shown } = this;
		return { tablets: TABLETS, here, sent, shown, slowMs };
	}

	#leave(): void {
		for (const one of [...this.#seats, ...this.#boards]) one.close();
		this.#seats = [];
		this.#boards = [];
	}
}
