import type { DialogueId, SeatId, TableId } from '#shared/ids.ts';
import type { Role } from '#shared/roles.ts';

/**
 * The tokens that this device holds. Nothing of it ever stands in a cookie, a path or a query. Every reading is guarded:
 * a browser that refuses storage still works until the tab is closed.
 */
export interface SeatKey {
	readonly dialogueId: DialogueId;
	readonly seatId: SeatId;
	readonly token: string;
}
export interface RoleKey {
	readonly token: string;
	readonly role: Role;
	readonly dialogueId?: DialogueId | undefined;
	readonly tableId?: TableId | undefined;
	/** What the person sees in a list: the dialogue's title and the theme. */
	readonly title: string;
}

const SEATS = 'thementisch.seats';
const ROLES = 'thementisch.roles';
const HERE = 'thementisch.role';

/** The seat that this device took with a code; survives reload and restart. */
export function seatKey(code: string): SeatKey | undefined {
	return read<Record<string, SeatKey>>(localStorage, SEATS)?.[code];
}
export function keepSeatKey(code: string, key: SeatKey): void {
	write(localStorage, SEATS, {
		...read<Record<string, SeatKey>>(localStorage, SEATS),
		[code]: key,
	});
}
export function forgetSeatKey(code: string): void {
	const { [code]: _gone, ...rest } = read<Record<string, SeatKey>>(localStorage, SEATS) ?? {};
	write(localStorage, SEATS, rest);
}

/** This tab's role: two links may be open side by side in one browser. Survives reload. */
export function roleTokenHere(): string | undefined {
	return read<string>(sessionStorage, HERE);
}
export function keepRoleTokenHere(token: string): void {
	write(sessionStorage, HERE, token);
}

/** The roles that this device has had, newest first: a closed tab finds its way back. */
export function roleKeys(): readonly RoleKey[] {
	return read<RoleKey[]>(localStorage, ROLES) ?? [];
}
export function keepRoleKey(key: RoleKey): void {
	const others = roleKeys().filter(({ token }) => token !== key.token);
	write(localStorage, ROLES, [key, ...others].slice(0, 12));
}
export function forgetRoleKey(token: string): void {
	write(
		localStorage,
		ROLES,
		roleKeys().filter((key) => key.token !== token),
	);
	if (roleTokenHere() === token) write(sessionStorage, HERE, undefined);
}

/** Takes a token out of the address, so that nobody can read it off a screen or a history. */
export function takeFragment(): string | undefined {
	const given = location.hash.slice(1);
	if (given !== '') history.replaceState(history.state, '', location.pathname);
	return given === '' ? undefined : given;
}

/** What storage refuses is kept here until the tab closes. */
const spare = new Map<string, string>();

function read<T>(storage: Storage, key: string): T | undefined {
	try {
		const text = storage.getItem(key) ?? spare.get(key);
		return text === undefined ? undefined : (JSON.parse(text) as T);
	} catch {
		const text = spare.get(key);
		return text === undefined ? undefined : (JSON.parse(text) as T);
	}
}
function write(storage: Storage, key: string, value: unknown): void {
	const text = value === undefined ? undefined : JSON.stringify(value);
	try {
		if (text === undefined) storage.removeItem(key);
		else storage.setItem(key, text);
		spare.delete(key);
	} catch {
		if (text === undefined) spare.delete(key);
		else spare.set(key, text);
	}
}
