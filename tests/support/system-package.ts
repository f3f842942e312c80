import { spawnSync } from 'node:child_process';

/** A program that tests need and that comes with the system. */
export interface SystemProgram {
	readonly program: string;
	/** What makes it end at once with 0: `['--version']`. */
	readonly test: readonly string[];
	/** The package of Debian and its relatives that holds it. */
	readonly package: string;
	/** What to say if it cannot be had. */
	readonly sentence: string;
}

export function works(program: string, ...args: readonly string[]): boolean {
	return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Installs the program from the system's packages where it is missing and that is possible. Throws its sentence otherwise. */
export function needProgram({ program, test, package: name, sentence }: SystemProgram): void {
	if (works(program, ...test)) return;
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	for (const args of [
		['-q', 'update'],
		['-q', '-y', 'install', '--no-install-recommends', name],
	]) {
		const [command = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...args];
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		spawnSync(command, rest, { stdio: 'ignore', env });
	}
	if (!works(program, ...test)) throw new Error(sentence);
}
