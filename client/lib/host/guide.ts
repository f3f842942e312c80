import type { Step } from '#shared/schemas.ts';
import type { Messages } from '#shared/messages/messages.ts';

/** What the guide goes by: how things stand at one table now. */
export interface Situation {
	/** The running step as far as it concerns this table. */
	readonly step: Step['kind'] | undefined;
	/** Of the running step; undefined: none runs, or no time is known. */
	readonly secondsLeft: number | undefined;
	readonly isClosed: boolean;
	readonly isFrozen: boolean;
	/** Cards that only go on with this host's word. */
	readonly waiting: number;
	readonly cards: number;
	/** Shown cards below each question, in the order of the questions. */
	readonly byQuestion: readonly { readonly text: string; readonly cards: number }[];
	/** Cards in no group. */
	readonly loose: number;
	readonly unnamed: number;
	/** Hints at similar cards that nobody has answered. */
	readonly similar: number;
	/** The vote that this table takes part in. */
	readonly vote: 'open' | 'closed' | 'revealed' | undefined;
	readonly dots: number;
	readonly theme: string;
}

/** What one button does about it. */
export type Act = 'waiting' | 'choose' | 'similar' | 'practice';

/** The one next thing. */
export interface Advice {
	/** What to do, in a few words. */
	readonly does: string;
	/** A sentence to say aloud. */
	readonly say: string;
	readonly act?: Act;
}

type Texts = Messages<'guide'>;
type Line = Readonly<Advice> | undefined;

/** So few cards below a question are few. */
const FEW_CARDS = 3;
const LAST_MINUTE_S = 60;
/** Steps in which people at the table are in the middle of something when the time runs out. */
const AT_WORK: readonly Step['kind'][] = ['write', 'sort', 'vote', 'commit'];

/** [GU1] The one next thing for who hosts a table: the first that holds of these. */
export function adviceFor(now: Situation, m: Texts): Advice {
	return byTable(now, m) ?? byTime(now, m) ?? byWaiting(now, m) ?? byVote(now, m) ?? byStep(now, m);
}

function byTable({ isClosed, isFrozen }: Situation, m: Texts): Line {
	if (isClosed) return { does: m.doClosed(), say: m.sayClosed() };
	return isFrozen ? { does: m.doFrozen(), say: m.sayFrozen() } : undefined;
}

/** [GU2] */
function byTime({ step, secondsLeft }: Situation, m: Texts): Line {
	if (step === undefined || secondsLeft === undefined || !AT_WORK.includes(step)) return undefined;
	if (secondsLeft === 0) return { does: m.doOver(), say: m.sayOver() };
	if (secondsLeft > LAST_MINUTE_S) return undefined;
	return { does: m.doSoonOver(), say: m.saySoonOver() };
}

/** [GU3] */
function byWaiting({ waiting }: Situation, m: Texts): Line {
	return waiting > 0 ? { does: m.doWaiting(), say: m.sayWaiting(), act: 'waiting' } : undefined;
}

/** A vote is open whatever the step is called. */
function byVote({ vote, step, dots }: Situation, m: Texts): Line {
	if (vote === 'open') return { does: m.doVote(), say: m.sayVote({ n: dots }) };
	if (step !== 'vote') return undefined;
	if (vote === 'revealed') return { does: m.doVoteResult(), say: m.sayVoteResult() };
	if (vote === 'closed') return { does: m.doVoteCount(), say: m.sayVoteCount() };
	return { does: m.doVoteSoon(), say: m.sayVoteSoon() };
}

function byStep(now: Situation, m: Texts): Advice {
	switch (now.step) {
		case 'arrival':
			return { does: m.doArrival(), say: m.sayArrival({ theme: now.theme }), act: 'practice' };
		case 'plenary':
			return { does: m.doPlenary(), say: m.sayPlenary() };
		case 'write':
			return writing(now, m);
		case 'sort':
		case 'vote':
			return sorting(now, m);
		case 'switch':
			return { does: m.doSwitch(), say: m.saySwitch() };
		case 'break':
			return { does: m.doBreak(), say: m.sayBreak() };
		case 'commit':
			return { does: m.doCommit(), say: m.sayCommit() };
		case 'feedback':
			return { does: m.doFeedback(), say: m.sayFeedback() };
		case undefined:
			return now.cards === 0
				? { does: m.doBefore(), say: m.sayBefore(), act: 'practice' }
				: { does: m.doBetween(), say: m.sayBetween() };
	}
}

/** [GU4] The question with the fewest cards is the one to read. */
function writing({ cards, byQuestion }: Situation, m: Texts): Advice {
	const fewest = byQuestion.reduce<Situation['byQuestion'][number] | undefined>(
		(least, one) => (least && least.cards <= one.cards ? least : one),
		undefined,
	);
	const question = fewest?.text ?? '';
	if (cards === 0) return { does: m.doReadFirst(), say: m.sayReadFirst({ question }) };
	if (fewest && fewest.cards < FEW_CARDS)
		return { does: m.doReadFew(), say: m.sayReadFew({ question }) };
	return { does: m.doReadNew(), say: m.sayReadNew() };
}

/** [GU5] */
function sorting({ cards, similar, loose, unnamed }: Situation, m: Texts): Advice {
	if (cards === 0) return { does: m.doSortNothing(), say: m.saySortNothing() };
	if (unnamed > 0) return { does: m.doName(), say: m.sayName() };
	if (similar > 0) return { does: m.doSimilar(), say: m.saySimilar(), act: 'similar' };
	if (loose > 1) return { does: m.doGroup(), say: m.sayGroup(), act: 'choose' };
	return { does: m.doCheck(), say: m.sayCheck() };
}
