import { expect, test } from 'vitest';
import { IntakeHouse } from '#tests/support/intake-house.ts';

test('[IT14] typing costs nothing: who has typed for long is not kept waiting when the card is sent', async () => {
	const at = new IntakeHouse();
	await at.start();
	const tablet = await at.tablet();
	tablet.send('c_1', { text: 'M', state: 'draft' });
	for (let key = 0; key < 60; key++) {
		tablet.reword('c_1', `Mehr Bänke ${key}`);
		await at.rest(); // no time passes in here
	}
	tablet.turn('c_1', 'sent');
	await at.rest();
	expect((await at.card()).text).toBe('Mehr Bänke 59');
});
