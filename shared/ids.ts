/**
 * Ids: a letter, an underscore, and random characters. They carry no meaning, no order and no time,
 * and their alphabet is safe in URLs, WebSocket subprotocols and document keys.
 */
export type DialogueId = `d_${string}`;
export type TableId = `t_${string}`;
export type SeatId = `s_${string}`;
export type CardId = `c_${string}`;
export type GroupId = `g_${string}`;
export type VoteId = `v_${string}`;
export type AccountId = `a_${string}`;
/** A theme of the whole hall, put together from groups and cards of its tables. */
export type ThemeId = `h_${string}`;
/** One projector, by an id that it keeps itself. */
export type ProjectorId = `p_${string}`;
/** One interpreter's page, by an id that it keeps itself. */
export type InterpreterId = `i_${string}`;

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTVWXYZabcdefghijkmnpqrstvwxyz'; // 56: no I, l, o, O, u, U
/** 56^16 is about 2^93: nobody meets an id by chance, nobody guesses one. */
const LENGTH = 16;

/** Fills an array with random bytes; `crypto.getRandomValues` on both sides (works on plain HTTP, too). */
export type Random = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/** A fresh id, e.g. `newId('c_')`. */
export function newId<P extends string>(prefix: P, random: Random): `${P}${string}` {
	return `${prefix}${randomText(LENGTH, ALPHABET, random)}`;
}

/** `length` characters of `alphabet`, each equally likely (bytes beyond the last whole multiple are thrown away). */
function randomText(length: number, alphabet: string, random: Random): string {
	const usable = 256 - (256 % alphabet.length);
	let text = '';
	while (text.length < length)
		for (const byte of random(new Uint8Array(length)))
			if (byte < usable && text.length < length) text += alphabet[byte % alphabet.length];
	return text;
}

/** Whether a stranger's string has the form of an id of this kind. Ids from tests and other programs may be shorter. */
export function isId<P extends string>(prefix: P, text: unknown): text is `${P}${string}` {
	return typeof text === 'string' && text.startsWith(prefix) && ID.test(text.slice(prefix.length));
}
const ID = /^[A-Za-z0-9_-]{1,40}$/;

/** The alphabet of join codes: without 0 O 1 I L, which people mistake for each other. */
const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 6;

/** A fresh join code, e.g. `K7MPQ2`: 31^6 = 8.9e8 of them. */
export function newCode(random: Random): string {
	return randomText(CODE_LENGTH, CODE_ALPHABET, random);
}

/**
 * What somebody typed as a join code, in its one spelling; undefined if it cannot be one.
 * Codes are case-free and may have blanks or dashes anywhere.
 */
export function readCode(typed: string): string | undefined {
	const code = typed.replace(/[\s\u00AD\u2010-\u2015_-]+/gu, '').toUpperCase();
	return code.length === CODE_LENGTH && [...code].every((c) => CODE_ALPHABET.includes(c))
		? code
		: undefined;
}

/** A join code as people read it aloud: `K7M PQ2`. */
export function spellCode(code: string): string {
	return `${code.slice(0, 3)} ${code.slice(3)}`;
}
