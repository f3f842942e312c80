// A process to be recorded: holds a vote over the embedded store and says of each command when it is acknowledged.
// Arguments: the data directory, how many seats, the seed.
import fs from 'node:fs';
import { openEmbedded } from '#server/stores.ts';
import { SystemClock } from '#server/adapters/system/clock.ts';
import { Poll, PollNode } from './poll.ts';
import { SeededRandom } from './seeded-random.ts';

const [dir = '', seats = '', seed = ''] = process.argv.slice(2);
/** In one call, so that it stands in the record between what was asked of the disk before and after. */
const say = (word: string) => fs.writeSync(1, `${word}\n`);

class SpokenIds extends Set<string> {
	override add(id: string): this {
		if (!this.has(id)) say(id);
		return super.add(id);
	}
}

// the server's own timers keep no process alive
const awake = setInterval(() => undefined, 1_000);
const stores = openEmbedded(dir, new SystemClock());
const poll = new Poll('d_1', Number(seats), new SeededRandom(Number(seed)), new SpokenIds());
await poll.setUp(stores);
say('set up');
const node = new PollNode(stores);
if (!(await poll.go(node))) throw new Error('the vote did not come to its end');
await node.registry.drain();
await stores.close();
clearInterval(awake);
