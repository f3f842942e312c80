import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory for one test; gone after it. */
export function newDataDir(): string {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'thementisch-fault-'));
	onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
	return dir;
}
