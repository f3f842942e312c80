import * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import type { Conduct, Dialogue } from '#server/domain/dialogue.ts';
import { createAdmitCard } from '#server/services/admit-card.ts';
import { CLOSE } from '#shared/close-codes.ts';
import type { DocName } from '#shared/document.ts';
import type { SeatId, TableId } from '#shared/ids.ts';
import type { Settings } from '#shared/schemas.ts';
import { sampleDialogue } from '#tests/support/sample-dialogue.ts';
import { SeededRandom } from '#tests/support/seeded-random.ts';
import { settled, VirtualClock } from '#tests/support/virtual-clock.ts';
import { Witness } from '#tests/support/witness.ts';
import { SimulatedNode } from './simulated-node.ts';

export const TABLES: readonly TableId[] = ['t_1', 't_2'];
const QUESTIONS = ['good', 'need'];
const TABLETS = 3;
const NODES = 2;

/** A page of the hall: which document it has open, and on which node. */
export interface Page {
	readonly name: DocName;
	witness: Witness;
	node: number;
}

type Card = Y.Map<unknown>;
export const cardsOf = (doc: Y.Doc): Y.Map<Card> => doc.getMap<Card>('cards');
export const textOf = (card: Card): string => (card.get('text') as Y.Text).toJSON();

/** A dialogue with two tables, its log, two nodes, and everybody who came; moved by chance of one seed. */
export class SimulatedHall {
	readonly chance: SeededRandom;
	readonly log = new MemoryUpdateLog();
	readonly clock = new VirtualClock();
	readonly nodes: SimulatedNode[] = [];
	readonly tablets: Page[] = [];
	readonly hosts: Page[] = [];
	readonly projectors: Page[] = [];
	/** Cards whose words a host has changed, or which a host has set aside or brought back. */
	readonly touched = new Set<string>();
	/** Boards whose freeze was acknowledged: where their logs were then. */
	readonly frozenAt = new Map<TableId, number>();
	/** What happened, in order, for who looks at a failure. */
	readonly story: string[] = [];
	dialogue: Dialogue;
	#isCalm = false;
	#written = 0;
	#clients = 0;

	private constructor(seed: number) {
		this.chance = new SeededRandom(seed);
		const dialogue = sampleDialogue();
		this.dialogue = {
			...dialogue,
			questions: QUESTIONS.map((id) => ({ id, text: { de: id } })),
		};
	}

	static async open(seed: number): Promise<SimulatedHall> {
		const hall = new SimulatedHall(seed);
		for (let i = 0; i < NODES; i++) hall.nodes.push(await hall.#start());
		for (let i = 0; i < TABLETS; i++)
			hall.tablets.push(await hall.#page(hall.seat(`s_${i}`), i % NODES, 'write'));
		for (const [i, table] of TABLES.entries()) {
			hall.hosts.push(await hall.#page(hall.board(table), i, 'write'));
			hall.projectors.push(await hall.#page(hall.board(table), (i + 1) % NODES, 'read'));
		}
		// a second host at the first table, on the other node
		hall.hosts.push(await hall.#page(hall.board('t_1'), 1, 'write'));
		return hall;
	}

	board(table: TableId): DocName & { readonly kind: 'board' } {
		return { dialogue: this.dialogue.id, kind: 'board', id: table };
	}

	seat(id: SeatId): DocName {
		return { dialogue: this.dialogue.id, kind: 'seat', id };
	}

	get pages(): Page[] {
		return [...this.tablets, ...this.hosts, ...this.projectors];
	}

	/** One thing happens. */
	async happen(): Promise<void> {
		const { chance } = this;
		const dice = chance.next();
		if (dice < 0.34) return this.#author(chance.pick(this.tablets)!);
		if (dice < 0.44) return this.#sort(chance.pick(this.hosts)!);
		if (dice < 0.66) return this.#deliver(chance.pick(this.pages)!);
		if (dice < 0.74) return this.#pass(chance.pick([1, 60, 600, 1_100, 6_000])!);
		if (dice < 0.8) return this.#reconnect(chance.pick(this.pages)!, chance.whole(0, NODES));
		if (dice < 0.83) return this.#reload(chance.pick(this.pages)!);
		if (dice < 0.9) return this.#fault();
		if (dice < 0.92) return this.#crash(chance.whole(0, NODES));
		return this.#decide();
	}

	/** Everything comes back: logs answer, tables open, whatever waits is let in, everybody is connected. */
	async calmDown(): Promise<void> {
		this.story.push('calm');
		this.#isCalm = true;
		for (const node of this.nodes) await node.log.releaseAll();
		await this.clock.pass(10_000);
		await this.#rule({ frozen: [], step: null }, { moderation: 'off', hideUntilReveal: false });
		for (let round = 0; round < 5; round++) {
			for (const node of this.nodes) await node.log.releaseAll();
			for (const page of this.pages) {
				if (round === 1) await this.#reconnect(page, page.node);
				page.witness.deliver();
			}
			await this.clock.pass(6_000);
			await this.#admitAll();
		}
		await this.clock.pass(10_000);
	}

	async #author(page: Page): Promise<void> {
		const { chance } = this;
		const cards = cardsOf(page.witness.doc);
		const own = [...cards.entries()];
		const [id, card] = chance.pick(own) ?? [];
		if (!id || !card || chance.chance(0.45)) return this.#write(page, cards);
		const words = card.get('text') as Y.Text;
		const dice = chance.next();
		await Promise.resolve();
		page.witness.doc.transact(() => {
			if (dice < 0.3) card.set('state', card.get('state') === 'draft' ? 'sent' : 'withdrawn');
			else if (dice < 0.7)
				words.insert(chance.whole(0, words.length + 1), `·${chance.whole(0, 99)}`);
			else if (words.length > 4) words.delete(0, 2);
		});
		this.story.push(`${page.name.id} changes ${id}`);
	}

	#write(page: Page, cards: Y.Map<Card>): void {
		const { chance } = this;
		const id = `c_${++this.#written}`;
		const table = chance.pick(TABLES)!;
		page.witness.doc.transact(() => {
			const fields = {
				table,
				question: chance.pick(QUESTIONS)!,
				lang: 'de',
				state: chance.chance(0.8) ? 'sent' : 'draft',
				createdAt: this.clock.nowMs(),
			};
			const card = new Y.Map<unknown>(Object.entries(fields));
			card.set('text', new Y.Text(`Karte ${this.#written}`));
			cards.set(id, card);
		});
		this.story.push(`${page.name.id} writes ${id} for ${table}`);
	}

	#sort({ witness, name }: Page): void {
		const { chance } = this;
		// an honest page writes no board that it may only read
		if (this.dialogue.conduct.frozen.includes(name.id as TableId)) return;
		const [id, card] = chance.pick([...cardsOf(witness.doc).entries()]) ?? [];
		if (!id || !card || card.get('state') === 'withdrawn') return;
		const dice = chance.next();
		witness.doc.transact(() => {
			if (dice < 0.4) card.set('rank', `m${chance.whole(0, 99)}`);
			else if (dice < 0.6) card.set('question', chance.pick(QUESTIONS)!);
			else {
				this.touched.add(id);
				if (dice < 0.8) (card.get('text') as Y.Text).insert(0, '* ');
				else card.set('state', card.get('state') === 'aside' ? 'shown' : 'aside');
			}
		});
		this.story.push(`a host of ${name.id} sorts ${id}`);
	}

	async #deliver({ witness }: Page): Promise<void> {
		witness.deliver(this.chance.whole(1, 6));
		if (this.chance.chance(0.5)) await settled(1);
	}

	async #pass(ms: number): Promise<void> {
		this.story.push(`${ms} ms`);
		await this.clock.pass(ms);
	}

	async #reconnect(page: Page, node: number): Promise<void> {
		// a host whose right has ended opens the board afresh
		if (page.witness.closed === CLOSE.notAllowed) return this.#reload(page);
		page.witness.cut();
		page.node = node;
		this.story.push(`${page.name.kind} ${page.name.id} comes to node ${node}`);
		await this.#join(page);
	}

	/** The page is closed and opened again; a tablet has its own store, other pages have nothing. */
	async #reload(page: Page): Promise<void> {
		page.witness.cut();
		const doc = this.#doc();
		if (page.name.kind === 'seat') Y.applyUpdate(doc, Y.encodeStateAsUpdate(page.witness.doc));
		const { room, right } = page.witness;
		const { verdict } = page.witness;
		page.witness = new Witness(room, right, { doc, role: page.witness.role, join: false });
		page.witness.verdict = verdict;
		page.witness.isPrompt = false;
		this.story.push(`${page.name.kind} ${page.name.id} is reloaded`);
		await this.#join(page);
	}

	async #fault(): Promise<void> {
		const node = this.chance.whole(0, NODES);
		const { log } = this.nodes[node]!;
		const fates = ['refuse', 'lose-answer', 'silent', 'silent-written', 'release'] as const;
		const fate = this.chance.pick(fates)!;
		this.story.push(`the log of node ${node}: ${fate}`);
		if (fate !== 'release') log.next(fate);
		else if (log.held > 0) await log.release();
	}

	async #crash(node: number): Promise<void> {
		this.story.push(`node ${node} dies`);
		this.nodes[node]!.die();
		this.nodes[node] = await this.#start();
	}

	async #decide(): Promise<void> {
		const { chance } = this;
		const { frozen, step } = this.dialogue.conduct;
		const dice = chance.next();
		if (dice < 0.5) {
			const table = chance.pick(TABLES)!;
			const others = frozen.filter((other) => other !== table);
			await this.#rule({ frozen: frozen.includes(table) ? others : [...frozen, table] });
		} else if (dice < 0.7) {
			const next = step === null ? chance.pick(['write', 'sort', 'plenary'])! : null;
			const at = { startedAtMs: this.clock.nowMs(), endsAtMs: this.clock.nowMs() + 600_000 };
			await this.#rule({ step: next === null ? null : { id: next, ...at } });
		} else if (dice < 0.85) {
			const { moderation } = this.dialogue.settings;
			await this.#rule({}, { moderation: moderation === 'off' ? 'before' : 'off' });
		} else await this.#admitAll();
	}

	/** As a command does it: the record, then the epoch, then everybody is judged again; resolves as acknowledged. */
	async #rule(conduct: Partial<Conduct>, settings: Partial<Settings> = {}): Promise<void> {
		const before = this.dialogue;
		this.dialogue = {
			...before,
			conduct: { ...before.conduct, ...conduct },
			settings: { ...before.settings, ...settings },
		};
		const { frozen } = this.dialogue.conduct;
		this.story.push(`frozen: ${frozen.join(' ')}; ${JSON.stringify({ ...conduct, ...settings })}`);
		for (const table of this.frozenAt.keys())
			if (!frozen.includes(table)) this.frozenAt.delete(table);
		for (const { witness, name } of this.hosts)
			witness.verdict = frozen.includes(name.id as TableId) ? 'read' : 'write';
		await this.log.fence(this.dialogue.id, null);
		for (const node of this.nodes) await node.registry.rejudge(this.dialogue.id);
		await Promise.all(this.nodes.map((node) => node.intake.rejudge(this.dialogue.id)));
		for (const table of frozen)
			if (!this.frozenAt.has(table)) this.frozenAt.set(table, await this.lastOf(table));
	}

	/** The number of a board's last entry in the log. */
	async lastOf(table: TableId): Promise<number> {
		const { snapshot, tail } = await this.log.open(this.board(table));
		return tail.at(-1)?.seq ?? snapshot?.seq ?? 0;
	}

	/** A host lets in whatever is late or waits. */
	async #admitAll(): Promise<void> {
		const node = this.chance.pick(this.nodes)!;
		const { registry, intake } = node;
		const bus = { call: () => undefined };
		const admit = createAdmitCard({ registry, intake, bus, log: this.log });
		const { id } = this.dialogue;
		const answers: Promise<unknown>[] = [];
		for (const [card, row] of await this.log.ledgerOf(id))
			if (row.held && !row.admitted) answers.push(admit(id, row.table, card));
		this.story.push(`${answers.length} let in`);
		// the log may be silent for longer than anybody waits
		void Promise.allSettled(answers);
		await settled();
	}

	async #page(name: DocName, node: number, right: 'read' | 'write'): Promise<Page> {
		const room = await this.nodes[node]!.room(name);
		const role = name.kind === 'seat' ? 'participant' : right === 'write' ? 'host' : 'projector';
		const witness = new Witness(room, right, { doc: this.#doc(), role, join: false });
		witness.isPrompt = false;
		witness.join();
		return { name, witness, node };
	}

	/** A load that is not answered at once: the page goes on, and joins when it is. */
	async #join(page: Page): Promise<void> {
		const { witness, node } = page;
		const isMeant = (): boolean => page.witness === witness && page.node === node;
		const joined = this.nodes[node]!.room(page.name).then((room) => {
			if (!isMeant()) return;
			witness.right = witness.verdict ?? witness.right;
			witness.join(room);
		});
		await Promise.race([joined.catch(() => undefined), settled(6)]);
	}

	#doc(): Y.Doc {
		const doc = new Y.Doc();
		doc.clientID = ++this.#clients;
		return doc;
	}

	#start(): Promise<SimulatedNode> {
		return SimulatedNode.start({
			log: this.log,
			clock: this.clock,
			dialogueOf: () => this.dialogue,
			losesBell: () => this.chance.chance(0.3),
			turns: () => (this.#isCalm || this.chance.chance(0.7) ? 0 : this.chance.whole(1, 4)),
		});
	}
}
