import type { Dialogue } from '#server/domain/dialogue.ts';
import { seesTranslating, seesWaiting, viewFor } from '#server/domain/view-for.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Presence } from '#server/ports/presence.ts';
import type { Records, Versioned } from '#server/ports/records.ts';
import { whereOf } from '#server/services/where-of.ts';
import type { DialogueId, ProjectorId, TableId } from '#shared/ids.ts';
import type { State, Tally } from '#shared/state.ts';
import { HallExtras, isSame, type ExtraReadings } from './hall-extras.ts';
import { HallPresence } from './hall-presence.ts';
import { Pace } from './pace.ts';
import { isConcerned, presenceFor, seesPresence } from './presence-counts.ts';
import type { Farewell, Screen } from './screen.ts';

export interface HallNeeds extends ExtraReadings {
	readonly records: Records;
	readonly presence: Presence;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** [LV6] At most so often to everybody; the first at once. */
const STATE_EVERY_MS = 50;
/** [LV6] Numbers of ballots and cards that wait change often and concern few. [LV9] And so does the tally. */
const COUNTS_EVERY_MS = 250;
/** A store that did not answer is asked again. */
const RETRY_MS = 1_000;

/**
 * Everybody on this node who looks at one dialogue: sends them the state, each what its role may see, and what goes by
 * itself. Rules LV6–LV10 in SPEC.md.
 */
export class Hall {
	readonly id: DialogueId;
	readonly #needs: HallNeeds;
	readonly #screens = new Set<Screen>();
	/** Those that are to be sent the state of now. */
	readonly #owed = new Set<Screen>();
	/** Those that could not take it, until they can. */
	readonly #slow = new Set<Screen>();
	readonly #everybody: Pace;
	readonly #conductors: Pace;
	readonly #interpreters: Pace;
	readonly #counting: Pace;
	#isTelling = false;
	#cancelRetry: () => void = () => undefined;
	/** Ids of messages that were told here, or sent before anybody was. */
	#messagesTold: ReadonlySet<string>;
	readonly #extras: HallExtras;
	#tally: Tally | undefined;
	readonly #presence: HallPresence;
	#isCountingPresence = false;

	/** @param record - as it is now; its messages have been told before */
	constructor(record: Versioned<Dialogue>, needs: HallNeeds) {
		this.id = record.value.id;
		this.#messagesTold = messageIds(record.value);
		this.#needs = needs;
		this.#extras = new HallExtras(this.id, needs);
		this.#presence = new HallPresence(this.id, needs);
		const { clock } = needs;
		this.#everybody = new Pace(clock, STATE_EVERY_MS, () => this.#owe(() => true));
		this.#conductors = new Pace(clock, COUNTS_EVERY_MS, () =>
			this.#owe(({ viewer }) => seesWaiting(viewer.role)),
		);
		this.#interpreters = new Pace(clock, STATE_EVERY_MS, () =>
			this.#owe(({ viewer }) => seesTranslating(viewer.role)),
		);
		this.#counting = new Pace(clock, COUNTS_EVERY_MS, () => this.#tellTally());
	}

	get size(): number {
		return this.#screens.size;
	}

	/** From now on it is told everything, beginning with the state of now. */
	add(screen: Screen): void {
		this.#screens.add(screen);
		this.#presence.came(screen.viewer.seat);
		this.#bringUpToDate(screen);
	}

	remove(screen: Screen): void {
		for (const screens of [this.#screens, this.#owed, this.#slow]) screens.delete(screen);
		this.#presence.left(screen, this.#screens);
	}

	/** [LV8] A device is at this table now, or at none. Whichever of its connections says so last is believed. */
	sit(screen: Screen, table: TableId | undefined): void {
		if (!this.#screens.delete(screen)) return;
		screen.at = table;
		this.#screens.add(screen);
	}

	/** [LV8] Which projector this connection is. */
	project(screen: Screen, projector: ProjectorId): void {
		screen.projector = projector;
	}

	/** A slow screen has taken what was sent: it gets what it has missed, which is the whole state of now. */
	drained(screen: Screen): void {
		if (this.#slow.delete(screen)) this.#bringUpToDate(screen);
	}

	/** The dialogue's record has changed. */
	heard(record: Versioned<Dialogue>): void {
		this.#extras.waiting.forget();
		this.#extras.box.forget();
		this.#tellMessages(record.value);
		this.#everybody.ask();
		this.#counting.ask();
	}

	/** The box of the vote has changed. */
	ballotsChanged(): void {
		this.#extras.box.forget();
		this.#conductors.ask();
		this.#counting.ask();
	}

	/** Cards wait, or wait no longer. */
	waitingChanged(): void {
		this.#extras.waiting.forget();
		this.#conductors.ask();
	}

	/** An interpreter has taken a card, or left it. */
	translatingChanged(): void {
		this.#interpreters.ask();
	}

	/** Something was decided. */
	deedsChanged(): void {
		this.#extras.deeds.forget();
		this.#conductors.ask();
	}

	/** Looks whether a bell was missed; what has not changed is not sent. */
	async refresh(): Promise<void> {
		await this.#guarded(async () => {
			const record = await this.#needs.records.get('dialogue', this.id);
			if (!record || !this.#has(({ viewer }) => seesWaiting(viewer.role))) return;
			const changed = await this.#extras.changed(record.value);
			if (changed.has('waiting')) this.waitingChanged();
			if (changed.has('box')) this.ballotsChanged();
			if (changed.has('deeds')) this.deedsChanged();
		});
		this.#counting.ask();
	}

	/** [LV8] Tells the other nodes who is here, and everybody who may see it who is anywhere. Called once a second. */
	async countPresence(): Promise<void> {
		if (this.#isCountingPresence) return;
		this.#isCountingPresence = true;
		await this.#guarded(async () => {
			if (!(await this.#presence.count(this.#screens))) return;
			for (const screen of this.#screens) this.#sendPresence(screen);
		});
		this.#isCountingPresence = false;
	}

	/** Everybody is told why and sent away. */
	end(reason: Farewell): void {
		for (const screen of [...this.#screens]) screen.end(reason);
	}

	/** Nobody is here any more. */
	close(): void {
		const paces = [this.#everybody, this.#conductors, this.#interpreters, this.#counting];
		for (const pace of paces) pace.stop();
		this.#cancelRetry();
		this.#presence.close();
	}

	#bringUpToDate(screen: Screen): void {
		this.#owed.add(screen);
		void this.#tell();
		this.#sendPresence(screen);
		if (this.#tally) this.#offer(screen, () => screen.send('tally', this.#tally!));
		else this.#counting.ask();
	}

	#owe(to: (screen: Screen) => boolean): Promise<void> {
		for (const screen of this.#screens) if (to(screen)) this.#owed.add(screen);
		return this.#tell();
	}

	/** One after the other, so that no screen gets an older state after a newer one. */
	async #tell(): Promise<void> {
		if (this.#isTelling) return; // the loop there takes what has come meanwhile
		this.#isTelling = true;
		while (this.#owed.size > 0) {
			const screens = [...this.#owed];
			this.#owed.clear();
			const done = await this.#guarded(() => this.#tellState(screens));
			if (done) continue;
			for (const screen of screens) if (this.#screens.has(screen)) this.#owed.add(screen);
			this.#cancelRetry();
			this.#cancelRetry = this.#needs.clock.after(RETRY_MS, () => void this.#tell());
			break;
		}
		this.#isTelling = false;
	}

	async #tellState(screens: readonly Screen[]): Promise<void> {
		const record = await this.#needs.records.get('dialogue', this.id);
		if (!record) return; // erased; whoever follows the records ends the hall
		const roles = new Set(screens.map(({ viewer }) => viewer.role));
		const extras = await this.#extras.for(roles, record.value);
		const nowMs = this.#needs.clock.nowMs();
		const views = new Map<string, State>();
		for (const screen of screens) {
			const { role, table, seat } = screen.viewer;
			const view = `${role} ${table ?? ''}`;
			let state = views.get(view);
			if (!state) {
				state = viewFor({ role, table }, record.value, record.version, nowMs, extras);
				views.set(view, state);
			}
			const own = seat === undefined ? state : { ...state, me: { ...state.me, seatId: seat } };
			this.#offer(screen, () => screen.send('state', own));
		}
	}

	/** [LV9] Recounts, and sends it if it is another one than before. */
	async #tellTally(): Promise<void> {
		await this.#guarded(async () => {
			const record = await this.#needs.records.get('dialogue', this.id);
			const tally = record && (await this.#needs.readBox(record.value)).tally;
			const before = this.#tally;
			this.#tally = tally;
			if (!tally || (before && isSame(before, tally))) return;
			for (const screen of this.#screens) this.#offer(screen, () => screen.send('tally', tally));
		});
	}

	/** [LV10] Goes to those who are here now; who comes later does not get it. */
	#tellMessages(dialogue: Dialogue): void {
		const told = this.#messagesTold;
		this.#messagesTold = messageIds(dialogue);
		for (const { tableIds, ...message } of dialogue.conduct.messages ?? [])
			if (!told.has(message.id))
				for (const screen of this.#screens)
					if (isConcerned(screen, tableIds)) screen.send('message', message);
	}

	#sendPresence(screen: Screen): void {
		const { counts } = this.#presence;
		if (!counts || !seesPresence(screen.viewer.role)) return;
		this.#offer(screen, () => screen.send('presence', presenceFor(screen.viewer, counts)));
	}

	/** [LV7] A screen that does not keep up is passed over and gets the newest when it can take it. */
	#offer(screen: Screen, send: () => void): void {
		if (!this.#screens.has(screen)) return;
		if (screen.isSlow) this.#slow.add(screen);
		else send();
	}

	#has(which: (screen: Screen) => boolean): boolean {
		for (const screen of this.#screens) if (which(screen)) return true;
		return false;
	}

	/** False: it failed, and was logged. */
	async #guarded(job: () => Promise<void>): Promise<boolean> {
		try {
			await job();
			return true;
		} catch (error) {
			this.#needs.logger.warn(
				{ event: 'live.untold', dialogue: this.id, ...whereOf(error) },
				'a hall could not be told',
			);
			return false;
		}
	}
}

function messageIds({ conduct }: Dialogue): ReadonlySet<string> {
	return new Set(conduct.messages?.map(({ id }) => id));
}
