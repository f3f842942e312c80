import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Conduct, Dialogue } from '#server/domain/dialogue.ts';
import type { LedgerRow } from '#server/domain/ledger.ts';
import type { BoardReading } from '#server/domain/results-inputs.ts';
import type { UpdateLog } from '#server/ports/update-log.ts';
import { readBoard } from '#server/rooms/board-reading.ts';
import { LOOK_EVERY_MS } from '#server/rooms/intake-watch.ts';
import { Intake } from '#server/rooms/intake.ts';
import { Registry } from '#server/rooms/registry.ts';
import type { BoardCard } from '#shared/board.ts';
import type { DocName } from '#shared/document.ts';
import type { CardId, SeatId, TableId } from '#shared/ids.ts';
import type { Settings } from '#shared/schemas.ts';
import type { Receipt, SeatCardState } from '#shared/seat.ts';
import type { Told } from '#server/rooms/receipts.ts';
import { LogLines, replay, Screen } from './room-screens.ts';
import { sampleDialogue } from './sample-dialogue.ts';
import { until } from './until.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

/** What stands on a tablet's card. Whatever is not named is as an honest page writes it. */
export interface Written {
	readonly table?: unknown;
	readonly question?: unknown;
	readonly text?: unknown;
	readonly lang?: unknown;
	readonly state?: unknown;
	readonly createdAt?: unknown;
}

/** One server process without sockets: rooms and intake on a log that others may share. */
export class IntakeNode {
	readonly registry: Registry;
	readonly intake: Intake;
	readonly lines = new LogLines();

	constructor(house: IntakeHouse, log: UpdateLog) {
		this.registry = new Registry({ log, clock: house.clock, logger: this.lines });
		this.intake = new Intake({
			registry: this.registry,
			log,
			dialogueOf: () => house.look(),
			clock: house.clock,
			logger: this.lines,
			bus: { call: (name) => house.calls.push(name) },
			turned: (_dialogue, _table, cards) => {
				for (const { card, rev, to } of cards) house.turned.add(`${card}/${rev}/${to}`);
				return Promise.resolve();
			},
		});
	}

	/** A page on a document of this node. The room stays open. */
	async open(name: DocName, right: 'write' | 'read' = 'write', doc = new Y.Doc()): Promise<Screen> {
		const { room } = await this.registry.hold(name);
		const screen = new Screen(room, right, {
			doc,
			role: name.kind === 'seat' ? 'participant' : 'host',
		});
		await settled();
		return screen;
	}
}

/** A dialogue, its log, and the nodes that work on it, in virtual time. Two tables `t_1`, `t_2`; questions `good`, `need`. */
export class IntakeHouse {
	readonly log: UpdateLog;
	readonly clock = new VirtualClock();
	readonly calls: string[] = [];
	/** What the record of conduct says of cards set aside and brought back. */
	readonly turned = new Set<string>();
	dialogue: Dialogue;
	/** What the next looks at the record wait for, after they have seen it: a store that answers late. */
	readonly lateAnswers: (Promise<void> | undefined)[] = [];
	#node: IntakeNode | undefined;

	constructor(log: UpdateLog = new MemoryUpdateLog(), settings: Partial<Settings> = {}) {
		this.log = log;
		const dialogue = sampleDialogue();
		this.dialogue = {
			...dialogue,
			questions: [...dialogue.questions, { id: 'need', text: { de: 'Was braucht es?' } }],
			settings: { ...dialogue.settings, ...settings },
		};
	}

	/** Another server process, started. */
	async start(log = this.log): Promise<IntakeNode> {
		const node = new IntakeNode(this, log);
		this.#node = node;
		await node.intake.start();
		return node;
	}

	/** The node that was started last. */
	get node(): IntakeNode {
		if (!this.#node) throw new Error('no node was started');
		return this.#node;
	}

	board(table: TableId = 't_1'): DocName & { readonly kind: 'board' } {
		return { dialogue: this.dialogue.id, kind: 'board', id: table };
	}

	/** A tablet on its seat. */
	async tablet(id: SeatId = 's_1', node = this.node): Promise<Tablet> {
		const name: DocName = { dialogue: this.dialogue.id, kind: 'seat', id };
		return new Tablet(await node.open(name), name);
	}

	/** A host's page on a board. */
	host(table: TableId = 't_1', node = this.node): Promise<Screen> {
		return node.open(this.board(table));
	}

	async look(): Promise<Dialogue> {
		const seen = this.dialogue;
		await this.lateAnswers.shift();
		return seen;
	}

	/** As a command does it: first the record, then the epoch, then the intake. */
	async decide(
		conduct: Partial<Conduct>,
		more: Partial<Dialogue> = {},
		node = this.node,
	): Promise<void> {
		this.dialogue = {
			...this.dialogue,
			...more,
			conduct: { ...this.dialogue.conduct, ...conduct },
		};
		await this.log.fence(this.dialogue.id, null);
		await node.intake.rejudge(this.dialogue.id);
		await this.rest(node);
	}

	/** Until a node's intake has nothing under way. No time passes. */
	async rest(node = this.node): Promise<void> {
		await settled();
		await until(() => node.intake.backlog === 0, { what: 'the intake at rest', everyMs: 0 });
		await settled();
	}

	/** Until what hosts did on boards has been looked at, too. */
	async watched(node = this.node): Promise<void> {
		await this.clock.pass(LOOK_EVERY_MS);
		await this.rest(node);
	}

	/** What a board's log alone gives. */
	async reading(table: TableId = 't_1'): Promise<BoardReading> {
		return readBoard(await replay(this.log, this.board(table)));
	}

	/** The cards of a board by number, as its log alone gives them. */
	async cards(table: TableId = 't_1'): Promise<BoardCard[]> {
		return [...(await this.reading(table)).cards].sort((a, b) => a.number - b.number);
	}

	/** The one card of a board. */
	async card(table: TableId = 't_1'): Promise<BoardCard> {
		const cards = await this.cards(table);
		if (cards.length !== 1) throw new Error(`${cards.length} cards on ${table}`);
		return cards[0]!;
	}

	/** What a seat's log alone tells its owner. */
	async receipt(card: CardId = 'c_1', seat: SeatId = 's_1'): Promise<Told | undefined> {
		const name: DocName = { dialogue: this.dialogue.id, kind: 'seat', id: seat };
		return toldIn(await replay(this.log, name), card);
	}

	async row(card: CardId = 'c_1'): Promise<LedgerRow | undefined> {
		return (await this.log.ledger(this.dialogue.id, [card])).get(card);
	}

	async owed(): Promise<number> {
		return (await this.log.due()).length;
	}
}

/** Writes cards as a page does, or as no page does. */
export class Tablet {
	readonly screen: Screen;
	readonly name: DocName;

	constructor(screen: Screen, name: DocName) {
		this.screen = screen;
		this.name = name;
	}

	get doc(): Y.Doc {
		return this.screen.doc;
	}

	get cards(): Y.Map<unknown> {
		return this.doc.getMap('cards');
	}

	/** A card, sent at once. */
	send(id: string, written: Written | string = {}): void {
		const fields = typeof written === 'string' ? { text: written } : written;
		this.doc.transact(() => this.cards.set(id, cardOf(fields)));
	}

	/** Many cards in one update. */
	sendAll(cards: readonly (readonly [id: string, written: Written])[]): void {
		this.doc.transact(() => {
			for (const [id, written] of cards) this.cards.set(id, cardOf(written));
		});
	}

	turn(id: string, state: SeatCardState): void {
		this.#card(id).set('state', state);
	}

	reword(id: string, text: string): void {
		this.doc.transact(() => {
			const words = this.#card(id).get('text') as Y.Text;
			words.delete(0, words.length);
			words.insert(0, text);
		});
	}

	state(id: string): unknown {
		return this.#card(id).get('state');
	}

	text(id: string): string {
		return (this.#card(id).get('text') as Y.Text).toJSON();
	}

	set(id: string, field: string, value: unknown): void {
		this.#card(id).set(field, value);
	}

	/** As this tablet has it. */
	receipt(id = 'c_1'): Told | undefined {
		return toldIn(this.doc, id);
	}

	#card(id: string): Y.Map<unknown> {
		return this.cards.get(id) as Y.Map<unknown>;
	}
}

function toldIn(doc: Y.Doc, card: string): Told | undefined {
	const receipt = doc.getMap('receipts').get(card) as Receipt | undefined;
	if (!receipt) return undefined;
	const { at: _, ...told } = receipt;
	return told;
}

function cardOf(written: Written): Y.Map<unknown> {
	const { text = 'Mehr Bänke am Fluss', ...others } = written;
	const fields = {
		table: 't_1',
		question: 'good',
		lang: 'de',
		state: 'sent',
		createdAt: 0,
		...others,
	};
	const card = new Y.Map<unknown>(Object.entries(fields));
	card.set('text', typeof text === 'string' ? new Y.Text(text) : text);
	return card;
}
