import * as encoding from 'lib0/encoding';
import { isId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';
import { BoundedReader, MalformedError } from './bounded-reader.ts';

/** What one page says about itself in passing: `state` is JSON, `null` says goodbye. */
export interface Presence {
	readonly client: number;
	readonly clock: number;
	readonly state: string;
}

/** The entries of an awareness message, at most 100; undefined if it is none. */
export function readAwareness(bytes: Uint8Array): readonly Presence[] | undefined {
	try {
		const reader = new BoundedReader(bytes);
		const entries: Presence[] = [];
		for (let count = reader.varUint(); count > 0; count--) {
			if (entries.length === 100) return undefined;
			entries.push({ client: reader.varUint(), clock: reader.varUint(), state: reader.string() });
		}
		return reader.left === 0 ? entries : undefined;
	} catch (error) {
		if (error instanceof MalformedError) return undefined;
		throw error;
	}
}

export function writeAwareness(entries: readonly Presence[]): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length);
		for (const { client, clock, state } of entries) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state);
		}
	});
}

/** Fields that pages draw: which card or group somebody has in hand, and where. */
const FIELDS = ['editing', 'dragging', 'cursor'] as const;

/**
 * [RO11] What others are told: the role as `user.name`, whatever the page called itself, and what it has in hand.
 * Words of its own do not come through. Undefined if `state` is no JSON object.
 */
export function toldState(state: string, role: Role): string | undefined {
	const said = parsed(state);
	if (said === null) return 'null';
	if (typeof said !== 'object' || Array.isArray(said)) return undefined;
	const told: Record<string, unknown> = { user: { name: role } };
	for (const field of FIELDS) {
		const value = (said as Record<string, unknown>)[field];
		if (isPlace(value) || isPlaces(value)) told[field] = value;
	}
	return JSON.stringify(told);
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch {
		return undefined;
	}
}

/** Cards, groups, the hall's themes, and what was agreed on. */
const ITEMS = ['c_', 'g_', 'h_', 'm_'] as const;

function isPlace(value: unknown): boolean {
	return Number.isFinite(value) || value === null || ITEMS.some((prefix) => isId(prefix, value));
}

/** A flat object such as `{x: 0.2, y: 0.5}` or `{card: 'c_…', at: 12}`. */
function isPlaces(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const entries = Object.entries(value);
	return (
		entries.length <= 8 && entries.every(([key, v]) => /^[a-z]{1,16}$/i.test(key) && isPlace(v))
	);
}
