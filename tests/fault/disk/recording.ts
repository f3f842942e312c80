import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { needProgram } from '#tests/support/system-package.ts';

/** What a process asked of the disk, in its order, and what it said meanwhile. Names are those within its folder. */
export type DiskEvent =
	| { readonly is: 'open' | 'unlink' | 'sync'; readonly file: string }
	| {
			readonly is: 'write';
			readonly file: string;
			/** undefined: at the end. */
			readonly at: number | undefined;
			readonly bytes: Buffer;
	  }
	| { readonly is: 'truncate'; readonly file: string; readonly bytes: number }
	| { readonly is: 'sync-folder' }
	| { readonly is: 'said'; readonly line: string };

const CALLS = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink';
const LARGEST_WRITE_BYTES = 4 * 1024 * 1024;

/** Without strace there is no test, and no test is no yes. */
export function needStrace(): void {
	needProgram({
		program: 'strace',
		test: ['-o', '/dev/null', 'true'],
		package: 'strace',
		sentence:
			'The test of power cuts needs strace (Linux): install the package strace, and let this user trace its own processes.',
	});
}

/**
 * Runs a program to its end and records what it asks of the files in `dir`. The record is the kernel's own view, with
 * every byte: nothing of ours stands between SQLite and the disk, and no C compiler is needed. (Hooks inside the process
 * are not to be had: node:sqlite lets nobody have its file system layer.) What is mapped into memory is not seen; the
 * caller holds the record against the files themselves.
 */
export function recordDisk(program: readonly string[], dir: string): DiskEvent[] {
	const folder = fs.realpathSync(dir);
	const record = `${folder}.strace`;
	try {
		execFileSync(
			'strace',
			[
				...['-o', record, '-y', '-xx', '-s', String(LARGEST_WRITE_BYTES)],
				...['-e', `trace=${CALLS}`, '-e', 'signal=none', '--', ...program],
			],
			{ stdio: ['ignore', 'pipe', 'pipe'] },
		);
		return fs
			.readFileSync(record, 'latin1')
			.split('\n')
			.flatMap((line) => eventOf(line, folder) ?? []);
	} finally {
		fs.rmSync(record, { force: true });
	}
}

/** `name(21<path>, "bytes", 24, 32) = 24`; strings in hexadecimal throughout. undefined: not about these files. */
function eventOf(line: string, folder: string): DiskEvent | undefined {
	const call = /^(\w+)\((.*)\) = (\d+)(?:<(.*)>)?$/.exec(line);
	if (!call) return undefined; // refused, or not a call
	const [, name, args = '', result, opened] = call;
	const within = (hex: string | undefined): string | undefined => {
		const file = bytesOf(hex ?? '').toString();
		if (file === folder) return '';
		return path.dirname(file) === folder ? path.basename(file) : undefined;
	};
	if (name === 'openat') {
		const file = within(opened);
		return file && args.includes('O_CREAT') ? { is: 'open', file } : undefined;
	}
	if (name === 'unlink') {
		const file = within(/^"([^"]*)"/.exec(args)?.[1]);
		return file ? { is: 'unlink', file } : undefined;
	}
	const [, fd, hex, rest = ''] = /^(\d+)<([^>]*)>(.*)$/s.exec(args) ?? [];
	const [, text = '', after = ''] = /^, "([^"]*)"(.*)$/s.exec(rest) ?? [];
	if (name === 'write' && fd === '1')
		return { is: 'said', line: bytesOf(text).toString().trimEnd() };
	const file = within(hex);
	if (file === undefined) return undefined;
	switch (name) {
		case 'fsync':
		case 'fdatasync':
			return file === '' ? { is: 'sync-folder' } : { is: 'sync', file };
		case 'ftruncate':
			return { is: 'truncate', file, bytes: Number(rest.slice(2)) };
		case 'write':
		case 'pwrite64': {
			const at = name === 'write' ? undefined : Number(after.split(', ').at(-1));
			return { is: 'write', file, at, bytes: bytesOf(text).subarray(0, Number(result)) };
		}
		default:
			return undefined;
	}
}

/** `\x6f\x6b` */
function bytesOf(hex: string): Buffer {
	return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
