import { LANGUAGES, directionOf } from '#shared/languages.ts';
import { spellCode } from '#shared/ids.ts';
import { tableAddress } from '#shared/addresses.ts';
import type { Drafting } from './drafting.ts';

/** [PS1, PS2] One sign for each table. */
export function signParts({ order, m, say, line, qr }: Drafting): unknown {
	const { dialogue, origin, tables } = order;
	return {
		fold: say(m.fold()),
		write: say(m.write()),
		codeName: say(m.code()),
		code: spellCode(dialogue.code),
		address: `${bareHost(origin)}/j/${dialogue.code}`,
		languages: LANGUAGES.filter(({ tag }) => tag !== 'de-x-leicht').map(({ tag, name }) => [
			tag.split('-', 1)[0],
			directionOf(tag) === 'rtl',
			name,
		]),
		signs: tables.map(({ id, theme, number }) => ({
			number: say(m.table({ n: String(number) })),
			theme: line(theme, dialogue.language),
			...qr(tableAddress(origin, dialogue.code, id)),
		})),
	};
}

/** An address as people type it. */
export function bareHost(origin: string): string {
	return origin.replace(/^https?:\/\//, '');
}
