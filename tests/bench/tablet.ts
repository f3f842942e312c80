/**
 * What a participant's tablet takes in the real browser, at the profile of `tablet/slow-page.ts`: `node tests/bench/tablet.ts`
 * after a build, with `load [runs]`, `board [cards]` or `hours [cards an hour]`. Prints a line of JSON; nothing here judges.
 */
import { BenchHall } from './tablet/bench-hall.ts';
import { firstLoad } from './tablet/first-load.ts';
import { fullBoard } from './tablet/full-board.ts';
import { hours } from './tablet/hours.ts';

const [what = 'load', number] = process.argv.slice(2);
const measures: Record<string, (hall: BenchHall) => Promise<unknown>> = {
	load: (hall) => firstLoad(hall, Number(number ?? 7)),
	board: (hall) => fullBoard(hall, Number(number ?? 2_000)),
	hours: (hall) => hours(hall, Number(number ?? 450)),
};
const measure = measures[what];
if (!measure) throw new Error(`one of ${Object.keys(measures).join(', ')}, not ${what}`);
const hall = await BenchHall.open();
try {
	process.stdout.write(`${JSON.stringify(await measure(hall))}\n`);
} finally {
	await hall.close();
}
