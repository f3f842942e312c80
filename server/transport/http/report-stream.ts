import type { Response } from 'express';
import type { ReportStage, Watcher } from '#server/ports/report-renderer.ts';
import type { ReportFile } from '#server/services/export-results.ts';
import { REPORT_STREAM, type ReportLine } from '#shared/report-line.ts';
import type { Result } from '#shared/rejections.ts';

/** A large file goes out in pieces, each when the one before has gone: a slow line holds no second copy of it. */
const PIECE_BYTES = 256 * 1024;

/**
 * Sends a report to somebody who waits for it: as a plain file, or (asked for by `Accept`) with lines of JSON in front of
 * it that say how far it is: `{"stage":"drawing"}`, at last `{"file":{"name","mediaType","bytes"}}` and then the bytes, or
 * `{"rejection":{"code","detail"}}`. Whoever goes away gives the report up.
 *
 * @returns the rejection where nothing was sent yet, for the usual answer
 */
export async function sendReport(
	res: Response,
	wantsStages: boolean,
	make: (watcher: Watcher) => Promise<Result<ReportFile>>,
): Promise<Result<undefined>> {
	const gone = new AbortController();
	res.on('close', () => gone.abort());
	const tell = (line: ReportLine) => {
		if (!res.headersSent) res.setHeader('Content-Type', REPORT_STREAM);
		res.write(`${JSON.stringify(line)}\n`);
	};
	const told = (stage: ReportStage) => wantsStages && tell({ stage });
	const made = await make({ signal: gone.signal, told }).catch((error: unknown) => {
		// an answer that has begun says itself that it ends here: cut off, it would look like a lost network
		if (res.headersSent) {
			tell({ rejection: { code: 'server/fault', detail: '' } });
			res.end();
		}
		throw error;
	});
	if (!made.ok) {
		if (!res.headersSent) return made;
		tell({ rejection: made.rejection });
		res.end();
		return { ok: true, value: undefined };
	}
	const { name, mediaType, bytes } = made.value;
	if (wantsStages) tell({ file: { name, mediaType, bytes: bytes.length } });
	else {
		// RFC 6266: an ASCII name for the old, the real one in RFC 5987 for all others
		res.attachment(name).setHeader('Content-Type', mediaType);
		res.setHeader('Content-Length', bytes.length);
	}
	for (let at = 0; at < bytes.length && !gone.signal.aborted; at += PIECE_BYTES)
		if (!res.write(bytes.subarray(at, at + PIECE_BYTES))) await drained(res, gone.signal);
	res.end();
	return { ok: true, value: undefined };
}

function drained(res: Response, signal: AbortSignal): Promise<void> {
	return new Promise((done) => {
		const settle = () => {
			res.off('drain', settle);
			signal.removeEventListener('abort', settle);
			done();
		};
		res.on('drain', settle);
		signal.addEventListener('abort', settle);
	});
}
