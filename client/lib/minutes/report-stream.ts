import { REPORT_STREAM, type ReportLine } from '#shared/report-line.ts';

/** A file as it came. */
export interface FetchedReport {
	readonly name: string;
	readonly blob: Blob;
}

export interface ReportWatcher {
	readonly signal: AbortSignal;
	/** Told at every stage; while the file comes, with the share of it that is here, from 0 to 1. */
	readonly told: (stage: Stage, share?: number) => void;
}
export type Stage = Extract<ReportLine, { stage: string }>['stage'];

/** The server said no while it was at it. */
export class ReportRefused extends Error {
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.name = 'ReportRefused';
		this.code = code;
	}
}

/**
 * Asks for a report and reads how far it is: lines of JSON, then the file. Rejects with ReportRefused for a "no", with
 * the fetch's own error where the network fails or the signal gives it up.
 */
export async function fetchReport(
	path: `/api/${string}`,
	token: string,
	{ signal, told }: ReportWatcher,
): Promise<FetchedReport> {
	const headers = { accept: REPORT_STREAM, authorization: `Bearer ${token}` };
	const asked = { headers, signal, cache: 'no-store', credentials: 'omit' } as const;
	const response = await fetch(path, asked);
	if (!response.ok || !response.body) throw new ReportRefused(await codeIn(response));
	const reader = response.body.getReader();
	let waiting = new Uint8Array();
	for (;;) {
		const end = waiting.indexOf(LINE_END);
		if (end < 0) {
			const { value, done } = await reader.read();
			if (done) throw new Error('the report ended before it began');
			waiting = joined([waiting, value]);
			continue;
		}
		const line = JSON.parse(new TextDecoder().decode(waiting.subarray(0, end))) as ReportLine;
		waiting = waiting.slice(end + 1);
		if ('rejection' in line) throw new ReportRefused(line.rejection.code);
		if ('stage' in line) told(line.stage);
		else return receive(reader, waiting, line.file, told);
	}
}

const LINE_END = 10;

async function receive(
	reader: ReadableStreamDefaultReader<Uint8Array>,
	first: Uint8Array,
	file: Extract<ReportLine, { file: object }>['file'],
	told: ReportWatcher['told'],
): Promise<FetchedReport> {
	const pieces = [first];
	let here = first.length;
	while (here < file.bytes) {
		told('sending', here / file.bytes);
		const { value, done } = await reader.read();
		if (done) throw new Error('the report ended too early');
		pieces.push(value);
		here += value.length;
	}
	const blob = new Blob([joined(pieces)], { type: file.mediaType });
	return { name: file.name, blob };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		all.set(piece, at);
		at += piece.length;
	}
	return all;
}

async function codeIn(response: Response): Promise<string> {
	try {
		const { type } = (await response.json()) as { type: string };
		return type.replace(/^\/problems\//, '');
	} catch {
		return 'network';
	}
}
