import * as Y from 'yjs';
import { BOARD } from '#shared/board.ts';
import { newId, type CardId } from '#shared/ids.ts';
import { between } from '#shared/rank.ts';
import { SEAT } from '#shared/seat.ts';
import type { SeededRandom } from '#tests/support/seeded-random.ts';
import { nowMs } from '#tests/bench/swarm/now.ts';
import { joinFrom } from './join-from.ts';
import { LiveLine } from './live-line.ts';
import { LookingLine, SyncLine } from './sync-line.ts';

type YCard = Y.Map<unknown>;

/** One event, as the worker gets it. */
export interface HallPlan {
	readonly dialogueId: string;
	readonly code: string;
	readonly tables: readonly string[];
	readonly hostTokens: readonly string[];
	readonly moderatorToken: string;
	readonly projectorToken: string;
	/** The address that everybody in this hall has. */
	readonly from: string;
	readonly people: number;
	readonly seed: number;
}

/** Habits, as people on tablets have them. */
const CARD_EVERY_MS = 60_000;
const PIECE_MS = 400;
const CHARS_PER_SECOND = [3, 8] as const;
const SORT_EVERY_MS = 5_000;

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

/** What a hall tells whoever measures. */
export interface HallNews {
	sent(card: CardId, atMs: number): void;
	shown(card: CardId, atMs: number): void;
	saved(card: CardId, atMs: number): void;
	moved(): void;
	closed(code: number): void;
}

/** 150 people at five tables, a host at each, the moderator and the wall: their sockets, and what they do. */
export class Hall {
	readonly #base: string;
	readonly #plan: HallPlan;
	readonly #random: SeededRandom;
	readonly #texts: readonly string[];
	readonly #news: HallNews;
	readonly #leaving: { leave(): void }[] = [];
	readonly #timers = new Set<NodeJS.Timeout>();

	constructor(
		base: string,
		plan: HallPlan,
		chance: SeededRandom,
		texts: readonly string[],
		news: HallNews,
	) {
		this.#base = base;
		this.#plan = plan;
		this.#random = chance;
		this.#texts = texts;
		this.#news = news;
	}

	/** Everybody comes within this time; resolves when all have their boards. They write from then on, until `leave`. */
	async open(arrivalMs: number): Promise<void> {
		const { tables, hostTokens, moderatorToken, projectorToken, people } = this.#plan;
		for (const [nth, table] of tables.entries()) await this.#host(table, hostTokens[nth]!);
		for (const token of [moderatorToken, projectorToken]) {
			this.#live(token);
			for (const table of tables) await this.#look(table, token);
		}
		await Promise.all(
			Array.from({ length: people }, async (_, nth) => {
				await new Promise<void>((resolve) => this.#after((nth / people) * arrivalMs, resolve));
				await this.#person(tables[nth % tables.length]!);
			}),
		);
	}

	leave(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		for (const line of this.#leaving) line.leave();
	}

	async #person(table: string): Promise<void> {
		const { code, dialogueId, from } = this.#plan;
		const { seatId, token } = await joinFrom(this.#base.replace('ws', 'http'), code, from);
		this.#live(token);
		const seat = this.#sync(`/sync/${dialogueId}/seat/${seatId}?saved=1`, token);
		await Promise.all([seat.whenSynced(), this.#look(table, token)]);
		const told = new Set<string>();
		seat.doc.getMap(SEAT.receipts).observe((event) => {
			for (const id of event.keysChanged as Set<CardId>) {
				if (told.has(id)) continue;
				told.add(id);
				this.#news.saved(id, nowMs());
			}
		});
		const again = (): void => {
			this.#write(seat, table);
			this.#after(CARD_EVERY_MS, again);
		};
		this.#after(this.#random.between(0, CARD_EVERY_MS), again);
	}

	/** A draft that grows piece by piece, as the page keeps it, and is sent at its end. */
	#write(seat: SyncLine, table: string): void {
		const words = this.#random.pick(this.#texts)!;
		const id: CardId = newId('c_', random);
		const text = new Y.Text();
		seat.doc.transact(() => {
			const card: YCard = new Y.Map();
			card.set('table', table);
			card.set('question', this.#random.pick(['good', 'improve', 'need']));
			card.set('text', text);
			card.set('lang', 'de');
			card.set('state', 'draft');
			card.set('createdAt', Date.now());
			seat.doc.getMap(SEAT.cards).set(id, card);
		});
		const perPiece = (this.#random.between(...CHARS_PER_SECOND) * PIECE_MS) / 1_000;
		const letters = [...words];
		let typed = 0;
		const piece = (): void => {
			const until = Math.min(letters.length, Math.ceil(typed + perPiece));
			text.insert(text.length, letters.slice(typed, until).join(''));
			typed = until;
			if (typed < letters.length) return this.#after(PIECE_MS, piece);
			this.#after(PIECE_MS, () => {
				this.#news.sent(id, nowMs());
				(seat.doc.getMap(SEAT.cards).get(id) as YCard).set('state', 'sent');
			});
		};
		piece();
	}

	/** A host has the whole board, sees every card come, and moves one every few seconds. */
	async #host(table: string, token: string): Promise<void> {
		this.#live(token);
		const { dialogueId } = this.#plan;
		const board = this.#sync(`/sync/${dialogueId}/board/${table}?saved=1`, token);
		const cards = board.doc.getMap<YCard>(BOARD.cards);
		await board.whenSynced();
		cards.observe((event) => {
			const atMs = nowMs();
			for (const [id, { action }] of event.changes.keys)
				if (action === 'add') this.#news.shown(id as CardId, atMs);
		});
		const again = (): void => {
			this.#sort(cards);
			this.#after(SORT_EVERY_MS, again);
		};
		this.#after(this.#random.between(0, SORT_EVERY_MS), again);
	}

	#sort(cards: Y.Map<YCard>): void {
		const all = [...cards.values()];
		const card = this.#random.pick(all);
		const behind = this.#random.pick(all);
		if (!card || !behind || card === behind) return;
		card.set('rank', between(behind.get('rank') as string, ''));
		this.#news.moved();
	}

	#live(token: string): void {
		const { from } = this.#plan;
		this.#leaving.push(new LiveLine(this.#base, token, from, (code) => this.#news.closed(code)));
	}

	#sync(path: string, token: string): SyncLine {
		const line = new SyncLine({ base: this.#base, path, token, ...this.#own });
		this.#leaving.push(line);
		return line;
	}

	#look(table: string, token: string): Promise<void> {
		const path = `/sync/${this.#plan.dialogueId}/board/${table}`;
		const line = new LookingLine({ base: this.#base, path, token, ...this.#own });
		this.#leaving.push(line);
		return line.whenSynced();
	}

	get #own(): { readonly from: string; readonly closed: (code: number) => void } {
		return { from: this.#plan.from, closed: (code) => this.#news.closed(code) };
	}

	#after(ms: number, act: () => void): void {
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			act();
		}, ms);
		this.#timers.add(timer);
	}
}
