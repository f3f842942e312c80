import { updateLogBooks } from './update-log.books.ts';
import { updateLogEnds } from './update-log.ends.ts';
import { updateLogEntries } from './update-log.entries.ts';
import { updateLogHistory } from './update-log.history.ts';
import { updateLogModel } from './update-log.model.ts';
import type { LogRig } from './update-log.rig.ts';

/** Call once per implementation. `open` gives a fresh, empty store. */
export function updateLogContract(name: string, open: () => Promise<LogRig>): void {
	updateLogEntries(name, open);
	updateLogEnds(name, open);
	updateLogBooks(name, open);
	updateLogHistory(name, open);
	updateLogModel(name, open);
}
