import { tableAddress } from '#shared/addresses.ts';
import { textEntry } from '#shared/languages.ts';
import type { Drafting } from './drafting.ts';

const CARDS_PER_SHEET = 4;

/** [PS1, PS2, PS3] Cards to write on, for each table and question. */
export function paperCards({ order, m, say, line, qr }: Drafting): unknown {
	const { dialogue, origin, questions, tables, each, from, language } = order;
	const cards = tables.flatMap(({ id, theme, number }) =>
		questions.flatMap((question, at) => {
			const [lang, text] = textEntry(question.text, language) ?? [dialogue.language, ''];
			const place = {
				table: say(m.table({ n: String(number) })),
				theme: line(theme, dialogue.language),
				sign: at,
				question: line(text, lang),
				...qr(tableAddress(origin, dialogue.code, id, question.id)),
			};
			return Array.from({ length: each * CARDS_PER_SHEET }, (_, nth) => ({
				...place,
				number: say(
					m.sheetNumber({ number: `${number}.${at + 1}-${String(from + nth).padStart(2, '0')}` }),
				),
			}));
		}),
	);
	return {
		cards,
		wallNumber: say(m.wallNumber()),
		languageName: say(m.language()),
		oneThought: say(m.oneThought()),
		bringIt: say(m.bringIt()),
	};
}
