import { CLOSE, type CloseCode } from '#shared/close-codes.ts';
import { docPath, type DocName } from '#shared/document.ts';
import { LIMITS } from '#shared/limits.ts';
import type { Logger } from '#server/ports/logger.ts';
import type { Audience } from './audience.ts';
import type { AwarenessRelay } from './awareness-relay.ts';
import { isStateVector, readFrame, type Frame } from './frame.ts';
import type { Keeper } from './keeper.ts';
import type { Member } from './member.ts';
import type { Peer } from './peer.ts';
import { bytesMax, scan } from './scan.ts';

/** From this share of what may wait on, those who write are not read any more, until it has fallen below the other. [RO18] */
const CROWDED = 1 / 4;
const CALM = 1 / 8;

/** What a room gives its reception. */
interface Behind {
	readonly keeper: Keeper;
	readonly audience: Audience;
	readonly awareness: AwarenessRelay;
	readonly logger: Logger;
}

/** Takes in what the screens of one room send, as far as they may, and sends away who must not be heard. */
export class Reception {
	readonly #kind: DocName['kind'];
	readonly #doc: string;
	readonly #keeper: Keeper;
	readonly #audience: Audience;
	readonly #awareness: AwarenessRelay;
	readonly #logger: Logger;
	/** Whom nothing is read from for a while. */
	readonly #held = new Set<Peer>();

	constructor(name: DocName, { keeper, audience, awareness, logger }: Behind) {
		this.#kind = name.kind;
		this.#doc = docPath(name);
		this.#keeper = keeper;
		this.#audience = audience;
		this.#awareness = awareness;
		this.#logger = logger;
	}

	/** One whole websocket message. */
	receive(peer: Peer, bytes: Uint8Array): void {
		const member = this.#audience.of(peer);
		if (!member || member.isBarred || !this.#keeper.isOpen) return;
		const frame = readFrame(bytes);
		if (!frame) return this.bar(member, CLOSE.malformed, 'no message');
		switch (frame.kind) {
			case 'step-1':
				return this.#receiveStepOne(member, frame.stateVector);
			case 'content':
				return this.#receiveContent(member, frame);
			case 'awareness':
				// of readers nobody hears; stock clients send theirs all the same
				if (peer.right === 'write' && this.#kind !== 'seat')
					this.#awareness.hear(member, frame.states);
				return;
			case 'query-awareness':
				return this.#awareness.greet(member);
		}
	}

	/** [RO6] Judges every screen again, now. Who gains the right to write is asked for what it has. */
	async rejudge(): Promise<void> {
		await Promise.all([...this.#audience.members].map((member) => this.#rejudge(member)));
	}

	/** Frames of these members wait no more. */
	settled(members: ReadonlySet<Member>): void {
		for (const member of members) this.#tellSettled(member);
		if (this.#held.size > 0 && this.#keeper.fullness < CALM) this.#goOn();
	}

	left(peer: Peer): void {
		this.#held.delete(peer);
	}

	/** Sends somebody away who sent what must not be, or must not send at all. */
	bar(member: Member, code: CloseCode, why: string, error?: unknown): void {
		if (member.isBarred) return;
		member.isBarred = true;
		this.#logger.info(
			{
				event: 'peer.barred',
				doc: this.#doc,
				code,
				why,
				...(error instanceof Error && { error }),
			},
			'a screen was sent away',
		);
		this.#awareness.forget(member);
		member.peer.close(code, why);
	}

	#receiveStepOne(member: Member, stateVector: Uint8Array): void {
		if (stateVector.byteLength > LIMITS.stateVectorBytesMax)
			return this.bar(member, CLOSE.tooLarge, 'state vector');
		if (!isStateVector(stateVector)) return this.bar(member, CLOSE.malformed, 'state vector');
		const isFirst = !member.isFollowing;
		this.#audience.answer(member, stateVector);
		if (isFirst) this.#awareness.greet(member);
	}

	#receiveContent(member: Member, { step, update }: Frame & { kind: 'content' }): void {
		if (update.byteLength > bytesMax(this.#kind, step, member.peer.right))
			return this.bar(member, CLOSE.tooLarge, step);
		const scanned = scan(update, this.#kind, step);
		if (!scanned) return this.bar(member, CLOSE.malformed, step);
		const number = ++member.received;
		const content = { step, update, scanned };
		if (member.peer.right === 'write' || member.waiting > 0) {
			if (this.#keeper.isFull(update.byteLength))
				return this.bar(member, CLOSE.busy, 'too much waits');
			this.#keeper.add({ member, number, content });
			if (this.#keeper.fullness >= CROWDED) this.#hold(member.peer);
			return;
		}
		if (this.#keeper.copy.contains(update)) return member.settle(number, step, 'nothing');
		// it is left out; should the right have come meanwhile, the answer to a step 1 will bring it again
		member.settle(number, step, 'gap');
		void this.#rejudge(member, true);
	}

	/** `wrote`: it has sent what needs the right to write. */
	async #rejudge(member: Member, wrote = false): Promise<void> {
		const before = member.peer.right;
		if (wrote && member.isBeingJudged) return;
		member.isBeingJudged = true;
		try {
			const right = await member.peer.judge();
			if (typeof right === 'object') this.bar(member, right.none, 'no right');
			else if (right === 'read') {
				if (wrote) this.bar(member, CLOSE.notAllowed, 'read only');
				this.#awareness.forget(member);
			} else if (before !== 'write') this.#audience.ask(member);
		} catch (error) {
			// not known is no
			this.bar(member, CLOSE.busy, 'not judged', error);
		} finally {
			member.isBeingJudged = false;
		}
	}

	/** [RO18] */
	#hold(peer: Peer): void {
		if (this.#held.has(peer)) return;
		this.#held.add(peer);
		peer.hold();
	}

	#goOn(): void {
		const held = [...this.#held];
		this.#held.clear();
		for (const peer of held) peer.goOn();
	}

	#tellSettled(member: Member): void {
		// who has left is told nothing; its frames are kept all the same
		if (member.isBarred || this.#audience.of(member.peer) !== member) return;
		member.tellSaved();
		if (member.hasGap) this.#audience.askAgain(member);
	}
}
