import type { CardId } from '#shared/ids.ts';

/** A dozen cards to try out a wall with, written for this: some belong together, some are in other languages. */
export const PRACTICE_CARDS: readonly {
	readonly id: CardId;
	/** The place of its question. */
	readonly question: number;
	readonly text: string;
	readonly lang: string;
}[] = [
	{ id: 'c_p1', question: 0, text: 'Das Fest im Hof war schön', lang: 'de' },
	{ id: 'c_p2', question: 0, text: 'Die Nachbarin gießt unsere Blumen', lang: 'de' },
	{ id: 'c_p3', question: 0, text: 'الناس هنا يلقون التحية', lang: 'ar' },
	{ id: 'c_p4', question: 0, text: 'Das Hoffest mit Musik', lang: 'de' },
	{ id: 'c_p5', question: 1, text: 'Abends fährt kein Bus mehr', lang: 'de' },
	{ id: 'c_p6', question: 1, text: 'Der letzte Bus fährt am Abend zu früh', lang: 'de' },
	{ id: 'c_p7', question: 1, text: 'Der Spielplatz ist dunkel', lang: 'de' },
	{ id: 'c_p8', question: 1, text: 'Letters from the office are hard to understand', lang: 'en' },
	{ id: 'c_p9', question: 2, text: 'Eine Bank vor dem Haus', lang: 'de' },
	{
		id: 'c_pa',
		question: 2,
		text: 'Mehr Bänke zum Ausruhen, eine Bank vor jedem Haus',
		lang: 'de',
	},
	{ id: 'c_pb', question: 2, text: 'Більше часу, щоб познайомитися', lang: 'uk' },
	{ id: 'c_pc', question: 2, text: 'Jemand, der beim Ausfüllen hilft', lang: 'de' },
];
