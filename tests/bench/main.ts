// npm run bench: what this server does and costs beside the others, on the same machine in the same run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { contenders } from './peers.ts';
import { print, type RowReport } from './report.ts';
import { coldOpen } from './rows/cold-open.ts';
import { crowd } from './rows/crowd.ts';
import { fanOut } from './rows/fan-out.ts';
import { idle } from './rows/idle.ts';
import { kill } from './rows/kill.ts';
import { opening } from './rows/opening.ts';
import { restart } from './rows/restart.ts';
import { storeSize } from './rows/store-size.ts';
import { stores } from './rows/stores.ts';
import type { Setting } from './setting.ts';

const ROWS: Readonly<Record<string, (setting: Setting) => Promise<RowReport>>> = {
	'fan-out': fanOut,
	crowd,
	opening,
	kill,
	idle,
	restart,
	'cold-open': coldOpen,
	'store-size': storeSize,
	stores,
};

const USAGE = `Options:
  --row NAME     only this row, may be given again: ${Object.keys(ROWS).join(', ')}
  --only PART    only servers whose name has this in it, may be given again
  --rounds N     how often each server has its turn (3)
  --seconds N    how long even loads last (10)
  --quick        one round of 4 seconds
  --json FILE    write everything there, too
  --profiles DIR each run of this server leaves a CPU profile there (which costs it some of its speed)`;

const { values: asked } = parseArgs({
	options: {
		row: { type: 'string', multiple: true },
		only: { type: 'string', multiple: true },
		rounds: { type: 'string', default: '3' },
		seconds: { type: 'string', default: '10' },
		quick: { type: 'boolean', default: false },
		json: { type: 'string' },
		profiles: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});
const rows = asked.row ?? Object.keys(ROWS);
if (asked.help || rows.some((row) => !(row in ROWS))) {
	console.log(USAGE);
	process.exit(asked.help ? 0 : 2);
}

const [cpu] = os.cpus();
// children have the policy of their parent: all that is measured, and what loads it, runs before everything else here
const policy = spawnSync('chrt', ['-p', String(process.pid)], { encoding: 'utf8' }).stdout ?? '';
const isRealTime = /SCHED_(RR|FIFO)/.test(policy);
const machine = `${os.availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${(os.totalmem() / 1024 ** 3).toFixed(0)} GiB, ${os.type()} ${os.release()}, Node ${process.version}, load ${os.loadavg()[0]!.toFixed(2)} at the start${isRealTime ? ', all with real-time scheduling' : ''}`;
console.log(machine);
const setting: Setting = {
	contenders: contenders(asked.profiles).filter(
		({ name }) => asked.only?.some((part) => name.includes(part)) ?? true,
	),
	rounds: asked.quick ? 1 : Number(asked.rounds),
	seconds: asked.quick ? 4 : Number(asked.seconds),
};
const reports: Record<string, RowReport> = {};
for (const row of rows) {
	reports[row] = await ROWS[row]!(setting);
	print(reports[row]);
	// after each row, so that a long run that is ended leaves something
	if (asked.json !== undefined)
		fs.writeFileSync(
			asked.json,
			`${JSON.stringify({ machine, ...setting, reports }, null, '\t')}\n`,
		);
}
process.exit();
