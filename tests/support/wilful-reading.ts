// Stands in for the process that reads files which are taken over: does what the file says, and refuses all others.
import type { FileRead } from '#server/adapters/system/process-import-reader.ts';
import { reject } from '#shared/rejections.ts';

process.on('disconnect', () => process.exit());
process.on('message', (file: Uint8Array) => {
	const text = new TextDecoder().decode(file);
	if (text === 'never') return;
	if (text === 'exit') process.exit(3);
	if (text === 'memory') {
		const held: number[][] = [];
		for (;;) held.push(new Array<number>(2_000_000).fill(held.length));
	}
	const answer: FileRead =
		text === 'fault'
			? { places: ['    at read (/x/server/services/read-import.ts:1:2)'] }
			: { read: reject('import/invalid') };
	process.send?.(answer);
});
