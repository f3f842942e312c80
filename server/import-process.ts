import type { FileRead } from './adapters/system/process-import-reader.ts';
import { readImport } from './services/read-import.ts';

process.on('message', (file: Uint8Array) => process.send?.(read(file)));
// the server has ended, however it ended
process.on('disconnect', () => process.exit());

function read(file: Uint8Array): FileRead {
	try {
		return { read: readImport(file) };
	} catch (error) {
		const stack = error instanceof Error ? (error.stack ?? '') : '';
		// its message could hold what people wrote
		return { places: stack.split('\n').filter((line) => /^\s+at /.test(line)) };
	}
}
