import * as Y from 'yjs';

const REF = { string: 4 } as const;
const HAS = { origin: 0x80, rightOrigin: 0x40, parentSub: 0x20 } as const;

/**
 * Tells up to which clock an update brings each client, without building anything: it is done for each of some hundred
 * thousand deliveries a second. Only runs of typed ASCII are read here, everything else by Yjs.
 */
export function heardIn(
	frame: Uint8Array,
	from: number,
	to: number,
	tell: (client: number, clock: number) => void,
): void {
	const ends = typedRuns(frame, from);
	if (ends) for (let n = 0; n < ends.length; n += 2) tell(ends[n]!, ends[n + 1]!);
	else
		for (const [client, clock] of Y.parseUpdateMeta(frame.subarray(from, to)).to)
			tell(client, clock);
}

/** Pairs of client and the clock after its last struct; undefined: this update holds something else, too. */
function typedRuns(bytes: Uint8Array, from: number): number[] | undefined {
	let at = from;
	const varUint = (): number => {
		let [value, scale] = [0, 1];
		for (;;) {
			const byte = bytes[at++]!;
			value += (byte & 127) * scale;
			if (byte < 128) return value;
			scale *= 128;
		}
	};
	/** Over a client and its clock. */
	const skipId = (): void => {
		for (let left = 2; left > 0;) if (bytes[at++]! < 128) left--;
	};
	const ends: number[] = [];
	for (let clients = varUint(); clients > 0; clients--) {
		let structs = varUint();
		const client = varUint();
		let clock = varUint();
		for (; structs > 0; structs--) {
			const info = bytes[at++]!;
			if ((info & 31) !== REF.string || (info & HAS.parentSub) !== 0) return undefined;
			if ((info & HAS.origin) !== 0) skipId();
			if ((info & HAS.rightOrigin) !== 0) skipId();
			if ((info & (HAS.origin | HAS.rightOrigin)) === 0) {
				if (varUint() === 1) return undefined; // a root's name
				skipId();
			}
			const length = varUint();
			clock += length;
			at += length;
		}
		ends.push(client, clock);
	}
	return ends;
}
