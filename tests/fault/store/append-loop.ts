// A process to be killed: appends to several documents at once, for ever, each entry with a ledger row and a debt, and
// writes a line for each acknowledgement. Arguments: the data directory, the number of documents, the bytes of an entry.
import { EmbeddedBallotBox } from '#server/adapters/embedded/ballot-box.ts';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { EmbeddedUpdateLog } from '#server/adapters/embedded/update-log.ts';
import { ballotOf, DIALOGUE, entryOf, rowOf, seatOf, VOTE } from './loop-words.ts';

const [dir = '', documents = '1', bytes = '40'] = process.argv.slice(2);
const store = EmbeddedStore.open(dir);
const log = new EmbeddedUpdateLog(store);
const box = new EmbeddedBallotBox(store);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Waiting for a later turn: an endless loop of failing appends must not keep the parent's signals out. */
const turn = () => new Promise<void>((done) => setImmediate(done));

async function fill(n: number): Promise<void> {
	const seat = seatOf(n);
	const doc = { dialogue: DIALOGUE, kind: 'seat', id: seat } as const;
	const { tail, snapshot, epoch } = await log.open(doc);
	let seq = tail.at(-1)?.seq ?? snapshot?.seq ?? 0;
	for (;;) {
		const next = seq + 1;
		const row = rowOf(n, next);
		try {
			const answer = await log.append(doc, { seq, epoch }, entryOf(n, next, Number(bytes)), {
				due: seat,
				ledger: [{ card: `c_${n}-${next}`, was: null, row }],
			});
			if (!answer.ok) {
				// a refused commit that was kept after all: go on from where the log is
				seq = (await log.open(doc)).tail.at(-1)?.seq ?? seq;
				continue;
			}
			seq = next;
			say(`entry ${n} ${seq}`);
			if (
				seq % 50 === 0 &&
				(await box.put(DIALOGUE, VOTE, seat, `x${seq}`, ballotOf(seq))) === 'ok'
			)
				say(`ballot ${n} ${seq}`);
			if (seq % 300 === 0)
				await log.compact(doc, { seq, state: entryOf(n, seq, Number(bytes)) }, 20);
		} catch {
			say(`refused ${n} ${next}`);
			await turn();
		}
	}
}

await box.open(DIALOGUE, VOTE);
say('ready');
await Promise.all(Array.from({ length: Number(documents) }, (_, n) => fill(n)));
