import { expect, type Browser, type Page } from '@playwright/test';
import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import { Live } from '../support/live.ts';
import {
	axeViolations,
	contrastViolations,
	device,
	newDialogue,
	ORGANISER_TOKEN,
	test,
} from './support.ts';

/** A dialogue with cards in several languages, and the link of its interpreters. */
async function hall(baseURL: string): Promise<{ dialogue: CreateDialogueAnswer; link: string }> {
	const dialogue = await newDialogue(baseURL);
	const headers = {
		authorization: `Bearer ${ORGANISER_TOKEN}`,
		'content-type': 'application/json',
	};
	const response = await fetch(`${baseURL}/api/dialogues/${dialogue.id}/links`, {
		method: 'POST',
		headers,
		body: JSON.stringify({ role: 'interpreter' }),
	});
	const { url } = (await response.json()) as { url: string };
	return { dialogue, link: url };
}

/** Cards of the first table, in this order. */
async function cards(
	baseURL: string,
	dialogue: CreateDialogueAnswer,
	all: readonly (readonly [lang: string, text: string])[],
): Promise<void> {
	const [table, host] = Object.entries(dialogue.links.hosts)[0]!;
	const live = new Live(baseURL, host.token);
	for (const [n, [lang, text]] of all.entries()) {
		const tableId = table as TableId;
		await live.must('card:add', { tableId, cardId: `c_${n}`, question: 'need', text, lang });
	}
	live.leave();
}

async function open(browser: Browser, url: string): Promise<{ page: Page; errors: string[] }> {
	const one = await device(browser, { viewport: { width: 1280, height: 800 } });
	await one.page.goto(url);
	return one;
}

test('[IQ1, IQ2, IQ3] two interpreters: the oldest first, never the same card, the translation beside the original', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, link } = await hall(baseURL!);
	const host = await open(browser, Object.values(dialogue.links.hosts)[0]!.url);
	await cards(baseURL!, dialogue, [
		['ar', 'نريد مقاعد أكثر'],
		['uk', 'Більше лавок'],
		['de', 'Mehr Bänke'],
	]);
	const [one, two] = [await open(browser, link), await open(browser, link)];
	await expect(one.page.getByRole('heading', { name: '2 Karten warten' })).toBeVisible();
	await one.page.getByRole('button', { name: 'Nächste Karte nehmen' }).click();
	await expect(one.page.getByRole('article')).toContainText('نريد مقاعد أكثر');
	await expect(two.page.getByText('In anderen Händen')).toBeVisible();
	await two.page.getByRole('button', { name: 'Nächste Karte nehmen' }).click();
	await expect(two.page.getByRole('article')).toContainText('Більше лавок');

	// [IQ3] what is typed survives a reload
	await one.page.getByRole('textbox').fill('Wir möchten mehr Sitzplätze');
	await one.page.reload();
	await expect(one.page.getByRole('heading', { name: '2 Karten warten' })).toBeVisible();
	await one.page.getByRole('button', { name: 'Mit Ihrer Karte weitermachen' }).click();
	await expect(one.page.getByRole('textbox')).toHaveValue('Wir möchten mehr Sitzplätze');
	await two.page.getByRole('textbox').fill('Mehr Sitzbänke');
	await two.page.getByRole('textbox').press('Control+Enter');
	await expect(one.page.getByRole('heading', { name: '1 Karte wartet' })).toBeVisible();
	await expect(host.page.getByText('Mehr Sitzbänke')).toBeVisible();
	await expect(host.page.getByText('Більше лавок')).toBeVisible();

	// participants and the wall: both texts, and that a person has translated
	const wall = await open(browser, dialogue.links.projector.url);
	const reader = await open(browser, `/j/${dialogue.code}#${dialogue.tables[0]!.id}`);
	await reader.page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	for (const { page } of [wall, reader]) {
		await expect(page.getByText('Більше лавок')).toBeAttached();
		await expect(page.getByText('Mehr Sitzbänke')).toBeAttached();
		await expect(page.getByText('von einem Menschen übersetzt')).toBeAttached();
	}
	expect(await axeViolations(reader.page)).toEqual([]);
	for (const { page } of [one, two]) {
		expect(await axeViolations(page)).toEqual([]);
		expect(await contrastViolations(page)).toEqual([]);
	}
	for (const { errors } of [host, one, two, wall, reader]) expect(errors).toEqual([]);
});

test('[IQ4] a card at which nobody types is free again, with what was typed still here', async ({
	browser,
	baseURL,
}) => {
	const { dialogue, link } = await hall(baseURL!);
	await cards(baseURL!, dialogue, [['ar', 'نريد مقاعد أكثر']]);
	const [one, two] = [await device(browser), await open(browser, link)];
	await one.page.clock.install();
	await one.page.goto(link);
	await one.page.getByRole('button', { name: 'Nächste Karte nehmen' }).click();
	await one.page.getByRole('textbox').fill('Mehr Plätze');
	await expect(two.page.getByText('In anderen Händen')).toBeVisible();
	await one.page.clock.fastForward(200_000);
	await expect(two.page.getByText('In anderen Händen')).toBeHidden();
	await one.page.getByRole('button', { name: 'Nächste Karte nehmen' }).click();
	await expect(one.page.getByRole('textbox')).toHaveValue('Mehr Plätze');
	expect([...one.errors, ...two.errors]).toEqual([]);
});
