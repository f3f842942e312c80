import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';

const PROGRAM = path.join(import.meta.dirname, 'append-loop.ts');

/** The last number that the process was told to be durable, by document. */
export type Acknowledged = Map<number, number>;

/** A process that appends as fast as it can, and what it says of it. */
export class AppendProcess {
	readonly entries: Acknowledged = new Map();
	readonly ballots: Acknowledged = new Map();
	acknowledged = 0;
	refused = 0;
	/** What it wrote on standard error. */
	errors = '';
	readonly #child: ChildProcess;
	readonly #ended: Promise<unknown>;
	#watch: () => void = () => undefined;

	/** `before`: a program that starts it, with its arguments, e.g. one that sets limits. */
	constructor(dir: string, documents: number, entryBytes: number, before: readonly string[] = []) {
		const own = [process.execPath, PROGRAM, dir, `${documents}`, `${entryBytes}`];
		const [program = '', ...rest] = [...before, ...own];
		const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
		this.#child = child;
		const lines = readline.createInterface({ input: child.stdout });
		lines.on('line', (line) => this.#hear(line));
		child.stderr.on('data', (text: Buffer) => (this.errors += text.toString()));
		this.#ended = new Promise((done) => {
			let open = 2;
			const one = (): void => {
				if (--open === 0) done(undefined);
				this.#watch();
			};
			lines.on('close', one); // everything it said has been heard
			child.on('close', one);
		});
	}

	get pid(): number {
		return this.#child.pid ?? 0;
	}

	/** Resolves once `is` holds; rejects if the process ends before. */
	async until(is: () => boolean): Promise<void> {
		await new Promise<void>((done, failed) => {
			this.#watch = () => {
				if (is()) done();
				else if (this.#child.exitCode !== null || this.#child.signalCode !== null)
					failed(new Error(`the process has ended: ${this.errors}`));
			};
			this.#watch();
		});
		this.#watch = () => undefined;
	}

	/** kill -9; resolves when it is dead and all it had said is heard. */
	async kill(): Promise<void> {
		this.#child.kill('SIGKILL');
		await this.#ended;
	}

	/** Resolves when it has ended by itself. */
	async end(): Promise<number | null> {
		await this.#ended;
		return this.#child.exitCode;
	}

	#hear(line: string): void {
		const [word, n = '', seq = ''] = line.split(' ');
		if (word === 'entry') {
			this.entries.set(Number(n), Number(seq));
			this.acknowledged += 1;
		} else if (word === 'ballot') this.ballots.set(Number(n), Number(seq));
		else if (word === 'refused') this.refused += 1;
		this.#watch();
	}
}
