import * as Y from 'yjs';
import type { CloseCode } from '#shared/close-codes.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Beat } from './beat.ts';
import type { Copy } from './copy.ts';
import { pausedFrame, syncFrame } from './frame.ts';
import { Member } from './member.ts';
import type { Peer } from './peer.ts';
import { areEqual } from './same-bytes.ts';

const ASK_EVERY_MS = 1_000;

/** What a step 1 was answered with, and out of which state. */
interface Answer {
	readonly copy: Copy;
	readonly changes: number;
	readonly stateVector: Uint8Array;
	readonly frame: Uint8Array;
}

/** The screens of one room: shows them what was kept, each frame built once. [RO8] */
export class Audience {
	readonly #clock: Clock;
	readonly #beat: Beat;
	readonly #copy: () => Copy;
	readonly #members = new Map<Peer, Member>();
	/** Kept, not yet shown. */
	#unshown: Uint8Array[] = [];
	#authors = new Set<Member | null>();
	#shownAtMs = -Infinity;
	#lastAnswer: Answer | undefined;
	#isShowingSoon = false;

	/** `copy`: the committed state of now. */
	constructor(clock: Clock, beat: Beat, copy: () => Copy) {
		this.#clock = clock;
		this.#beat = beat;
		this.#copy = copy;
	}

	get size(): number {
		return this.#members.size;
	}

	get members(): IterableIterator<Member> {
		return this.#members.values();
	}

	of(peer: Peer): Member | undefined {
		return this.#members.get(peer);
	}

	join(peer: Peer): Member {
		const member = new Member(peer);
		this.#members.set(peer, member);
		return member;
	}

	leave(peer: Peer): void {
		this.#members.delete(peer);
	}

	/** `author`: who sent the whole of it; null if that was the server, another node, or more than one. */
	show(update: Uint8Array, author: Member | null): void {
		this.#unshown.push(update);
		this.#authors.add(author);
		if (this.#isShowingSoon) return;
		// peers' changes come in this pace already; what the server and other nodes write may come faster
		const waitMs = this.#shownAtMs + this.#beat.everyMs / 2 - this.#clock.nowMs();
		if (waitMs <= 0) return this.#showNow();
		this.#isShowingSoon = true;
		this.#clock.after(waitMs, () => {
			this.#isShowingSoon = false;
			this.#showNow();
		});
	}

	#showNow(): void {
		const update = this.#unshown.length === 1 ? this.#unshown[0]! : Y.mergeUpdates(this.#unshown);
		const [author] = this.#authors;
		const soleAuthor = this.#authors.size === 1 ? author : null;
		this.#unshown = [];
		this.#authors = new Set();
		this.#shownAtMs = this.#clock.nowMs();
		let frame: Uint8Array | undefined;
		for (const member of this.#members.values()) {
			if (member === soleAuthor || !member.isFollowing || member.isBarred) continue;
			if (member.peer.isSlow || member.isBehind) member.miss(update);
			else member.peer.send((frame ??= syncFrame('update', update)));
		}
	}

	/** Answers a step 1 with what is kept, and nothing else. [RO1] */
	answer(member: Member, stateVector: Uint8Array): void {
		member.isFollowing = true;
		if (member.peer.isSlow) return member.missAnswer(stateVector);
		member.peer.send(this.#answerTo(stateVector));
	}

	/** When a hall comes, or comes back, everybody asks for the same: it is encoded once. */
	#answerTo(stateVector: Uint8Array): Uint8Array {
		const copy = this.#copy();
		const { changes } = copy;
		const last = this.#lastAnswer;
		const isSame = last?.copy === copy && last.changes === changes;
		if (isSame && areEqual(last.stateVector, stateVector)) return last.frame;
		const isEmpty = stateVector.length === 1;
		const frame = syncFrame('two', isEmpty ? copy.state() : copy.since(stateVector));
		this.#lastAnswer = { copy, changes, stateVector: stateVector.slice(), frame };
		return frame;
	}

	/** Gives back memory that only a crowd at the door needs. */
	rest(): void {
		this.#lastAnswer = undefined;
	}

	/** [RO12] A slow screen takes something again: one frame with all that it has missed. */
	resume(member: Member): void {
		if (!member.isBehind || member.isBarred) return;
		const { updates, stepOne } = member.takeMissed();
		if (stepOne) this.answer(member, stepOne);
		else if (updates === 'too much') member.peer.send(syncFrame('update', this.#copy().state()));
		else member.peer.send(syncFrame('update', Y.mergeUpdates([...updates])));
	}

	/** Asks for everything that this state vector does not name: a full step 2. */
	ask(member: Member): void {
		member.askedAtMs = this.#clock.nowMs();
		member.peer.send(syncFrame('one', this.#copy().stateVector()));
	}

	/** [SC4] Asks for what was left out, at most once a second. */
	askAgain(member: Member): void {
		if (member.isAskedSoon) return;
		const waitMs = member.askedAtMs + ASK_EVERY_MS - this.#clock.nowMs();
		if (waitMs <= 0) return this.ask(member);
		member.isAskedSoon = true;
		this.#clock.after(waitMs, () => {
			member.isAskedSoon = false;
			const isHere = !member.isBarred && this.#members.get(member.peer) === member;
			if (isHere && member.hasGap) this.ask(member);
		});
	}

	tellPaused(paused: boolean): void {
		const frame = pausedFrame(paused);
		for (const { peer } of this.#members.values()) if (peer.wantsSaved) peer.send(frame);
	}

	close(code: CloseCode, reason: string): void {
		for (const member of [...this.#members.values()]) {
			member.isBarred = true;
			member.peer.close(code, reason);
		}
	}
}
