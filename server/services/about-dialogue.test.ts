import { expect, test } from 'vitest';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

const LOGO = { type: 'image/png', base64: 'AAAA' } as const;

test('[DI14] the organiser tells of the day, moderators read it, only what is named changes', async () => {
	const house = setUpUseCases();
	const { dialogue, tokens } = await house.create();
	const { aboutDialogue: about } = house;
	const { id } = dialogue;
	expect(yes(await about.read(ORGANISER, id))).toEqual({ logo: false });
	await about.change(ORGANISER, id, { aim: 'Zuhören', people: [{ group: 'Vereine', count: 9 }] });
	const both = await Promise.all([
		about.change(ORGANISER, id, { aim: 'Zuhören und verabreden' }),
		about.change(ORGANISER, id, { moderation: ['Stabsstelle'] }),
	]);
	both.forEach(yes);
	yes(await about.setLogo(ORGANISER, id, LOGO));

	const moderator = (await house.authenticate(tokens.moderator))!;
	expect(yes(await about.read(moderator, id))).toEqual({
		aim: 'Zuhören und verabreden',
		people: [{ group: 'Vereine', count: 9 }],
		moderation: ['Stabsstelle'],
		logo: true,
	});
	expect(yes(await about.logo(moderator, id))).toEqual(LOGO);
	expect(yes(await house.readResults(ORGANISER, id)).about).toEqual({
		aim: 'Zuhören und verabreden',
		people: [{ group: 'Vereine', count: 9 }],
		moderation: ['Stabsstelle'],
	});
	const host = (await house.authenticate(tokens.hosts[dialogue.tables[0]!.id]!))!;
	for (const answer of [
		await about.change(moderator, id, { aim: 'x' }),
		await about.setLogo(moderator, id, null),
		await about.read(host, id),
		await about.logo(host, id),
	])
		expect(no(answer)).toBe('dialogue/not-found');

	yes(await about.setLogo(ORGANISER, id, null));
	expect(no(await about.logo(ORGANISER, id))).toBe('logo/not-found');
	yes(await about.setLogo(ORGANISER, id, LOGO));
	yes(await house.eraseDialogue(ORGANISER, id));
	expect(await house.records.get('about', id)).toBeUndefined();
	expect(await house.records.get('logo', id)).toBeUndefined();
});
