import fs from 'node:fs';
import os from 'node:os';

const MEMORY_DISK = '/dev/shm';

/** A folder for files of which nothing has to outlive a power cut: in memory, where the system has that. */
export function memoryDisk(): string {
	return fs.existsSync(MEMORY_DISK) ? MEMORY_DISK : os.tmpdir();
}
