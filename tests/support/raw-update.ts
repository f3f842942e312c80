import * as encoding from 'lib0/encoding';

/** Writes one struct of a Yjs update. */
export type RawStruct = (encoder: encoding.Encoder) => void;

export interface RawUpdate {
	/** `claimed`: how many structs it says there are, if that is not how many there are. */
	readonly sections?: readonly {
		readonly client: number;
		readonly clock?: number;
		readonly structs: readonly RawStruct[];
		readonly claimed?: number;
	}[];
	/** Ranges of clocks, per client: [from, length]. */
	readonly deletes?: readonly {
		readonly client: number;
		readonly ranges: readonly (readonly [number, number])[];
		readonly claimed?: number;
	}[];
}

/** Bytes of Yjs' update format, version 1, as no page would write them. */
export function rawUpdate({ sections = [], deletes = [] }: RawUpdate): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, sections.length);
		for (const { client, clock = 0, structs, claimed = structs.length } of sections) {
			encoding.writeVarUint(encoder, claimed);
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			for (const struct of structs) struct(encoder);
		}
		encoding.writeVarUint(encoder, deletes.length);
		for (const { client, ranges, claimed = ranges.length } of deletes) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, claimed);
			for (const [from, length] of ranges) {
				encoding.writeVarUint(encoder, from);
				encoding.writeVarUint(encoder, length);
			}
		}
	});
}

/** A deleted run that was collected. */
export function gc(length: number): RawStruct {
	return (encoder) => {
		encoding.writeUint8(encoder, 0);
		encoding.writeVarUint(encoder, length);
	};
}

export function skip(length: number): RawStruct {
	return (encoder) => {
		encoding.writeUint8(encoder, 10);
		encoding.writeVarUint(encoder, length);
	};
}

export interface RawItem {
	readonly origin?: readonly [client: number, clock: number];
	readonly rightOrigin?: readonly [client: number, clock: number];
	/** A root by its name, or an item's id. */
	readonly parent?: string | readonly [client: number, clock: number];
	readonly key?: string;
	/** Number of the content's kind, and what writes it. */
	readonly kind: number;
	readonly content: RawStruct;
}

export function item({ origin, rightOrigin, parent, key, kind, content }: RawItem): RawStruct {
	return (encoder) => {
		const info =
			kind | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === undefined ? 0 : 0x20);
		encoding.writeUint8(encoder, info);
		for (const id of [origin, rightOrigin])
			if (id) for (const part of id) encoding.writeVarUint(encoder, part);
		if (!origin && !rightOrigin) {
			encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
			if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
			else for (const part of parent ?? [0, 0]) encoding.writeVarUint(encoder, part);
			if (key !== undefined) encoding.writeVarString(encoder, key);
		}
		content(encoder);
	};
}

/** A plain value below a key of a map. */
export function entry(
	value: unknown,
	at: Omit<RawItem, 'kind' | 'content'> = { parent: 'cards', key: 'c_1' },
): RawStruct {
	return item({
		...at,
		kind: 8,
		content: (encoder) => {
			encoding.writeVarUint(encoder, 1);
			encoding.writeAny(encoder, value as never);
		},
	});
}

/** A shared type below a key, by its number: 0 array, 1 map, 2 text, 3 XML element, 6 XML text. */
export function type(
	number: number,
	at: Omit<RawItem, 'kind' | 'content'> = { parent: 'cards', key: 'c_1' },
): RawStruct {
	return item({ ...at, kind: 7, content: (encoder) => encoding.writeVarUint(encoder, number) });
}

/** Arrays in arrays, as deep as asked. */
export function nested(levels: number): RawStruct {
	return item({
		parent: 'cards',
		key: 'c_1',
		kind: 8,
		content: (encoder) => {
			encoding.writeVarUint(encoder, 1);
			for (let level = 0; level < levels; level++) {
				encoding.writeUint8(encoder, 117);
				encoding.writeVarUint(encoder, 1);
			}
			encoding.writeUint8(encoder, 126);
		},
	});
}
