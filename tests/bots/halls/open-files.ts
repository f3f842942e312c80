import { spawnSync } from 'node:child_process';

/** Lets this process have so many open files, where it may; what is possible is answered. */
export function openFiles(wanted: number): number {
	const pid = ['--pid', String(process.pid)];
	spawnSync('prlimit', [...pid, `--nofile=${wanted}:${wanted}`], { stdio: 'ignore' });
	const { stdout } = spawnSync('prlimit', [...pid, '--nofile', '--raw', '--noheadings', '-oSOFT'], {
		encoding: 'utf8',
	});
	return Number(stdout);
}
