import { expect, test } from 'vitest';
import { IntakeHouse } from '#tests/support/intake-house.ts';

test('[IT1, IT4, IT6] a sent card stands whole on its board, numbered, and its seat has the receipt', async () => {
	const house = new IntakeHouse();
	await house.start();
	const tablet = await house.tablet();
	tablet.send('c_1', 'Mehr Bänke');
	await house.rest();

	expect(await house.cards()).toEqual([
		{
			id: 'c_1',
			question: 'good',
			rank: expect.stringMatching(/^[0-9A-Za-z]+$/) as string,
			text: 'Mehr Bänke',
			original: 'Mehr Bänke',
			lang: 'de',
			number: 1,
			state: 'shown',
			translations: {},
		},
	]);
	expect(tablet.receipt()).toEqual({ state: 'shown', number: 1 });
	expect(await house.owed()).toBe(0);
});
