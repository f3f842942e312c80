/** Signs under which a text is kept: whoever left it finds it again, and nobody else reads it in passing. */
export const SIGNS = [
	'sun',
	'tree',
	'fish',
	'bird',
	'star',
	'flower',
	'key',
	'apple',
	'moon',
] as const;
export type Sign = (typeof SIGNS)[number];

/** A sign for one more text: one that no other text has, as long as there is one. */
export function freeSign(taken: readonly (Sign | undefined)[], random: () => number): Sign {
	const free = SIGNS.filter((sign) => !taken.includes(sign));
	const choice = free.length > 0 ? free : SIGNS;
	return choice[Math.floor(random() * choice.length)]!;
}
