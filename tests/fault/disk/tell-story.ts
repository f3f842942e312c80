// A process to be recorded: does one thing after the other with a store and says after each what the store then holds.
// Argument: the data directory.
import fs from 'node:fs';
import { EmbeddedStore } from '#server/adapters/embedded/store.ts';
import { VirtualClock } from '#tests/support/virtual-clock.ts';
import { DAY, digestOf, partsOf, storyOf } from './story.ts';

const [dir = ''] = process.argv.slice(2);
const clock = new VirtualClock();
const store = EmbeddedStore.open(dir, { clock });
// so that what stands ahead is carried over into the file many times
store.prepare('PRAGMA wal_autocheckpoint = 12').get();
const parts = partsOf(store);
/** In one call, so that it stands in the record between what was asked of the disk before and after. */
const say = async () => fs.writeSync(1, `${await digestOf(parts)}\n`);

await say();
for (const steps of storyOf(parts)) {
	await Promise.all(steps.map((step) => step()));
	await say();
}
// here one step; in Redis it is several, and asked again when it was cut off
await parts.log.forgetSeats(DAY);
await say();
// it is quiet: the file is rewritten
await clock.pass(60_000);
await say();
store.close();
