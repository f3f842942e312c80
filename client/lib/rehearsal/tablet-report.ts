/** What a tablet tells about itself, measured on the spot. */
export interface TabletReport {
	/** The way to the server and back, the middle one of several, in milliseconds. */
	readonly roundTripMs: number;
	/** Whether the network lets a WebSocket stay open. */
	readonly socket: boolean;
	/** Whether the device keeps what is written on it. */
	readonly keeps: boolean;
	/** Whether the page starts without a network. */
	readonly offline: boolean;
	/** 0–1; null: the browser does not tell. */
	readonly battery: number | null;
	readonly charging: boolean;
}

const MARK = 'thementisch-tablet ';

/** As the words of a card. */
export function writeReport(report: TabletReport): string {
	return MARK + JSON.stringify(report);
}

/** [GP2] Out of the words of a card; undefined: it is no report. */
export function readReport(words: string): TabletReport | undefined {
	if (!words.startsWith(MARK)) return undefined;
	let told: Partial<Record<keyof TabletReport, unknown>>;
	try {
		told = (JSON.parse(words.slice(MARK.length)) ?? {}) as typeof told;
	} catch {
		return undefined;
	}
	const { roundTripMs, socket, keeps, offline, battery, charging } = told;
	if (typeof roundTripMs !== 'number' || !(roundTripMs >= 0)) return undefined;
	const isShare = typeof battery === 'number' && battery >= 0 && battery <= 1;
	return {
		roundTripMs,
		socket: socket === true,
		keeps: keeps === true,
		offline: offline === true,
		battery: isShare ? battery : null,
		charging: charging === true,
	};
}
