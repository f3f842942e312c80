import { expect } from '@playwright/test';
import {
	device,
	keptForOffline,
	newDialogue,
	ORGANISER_TOKEN,
	stopClock,
	test,
} from './support.ts';
import { enter, loseNetwork, onBoard, ownCard, sendCard } from './participant-steps.ts';

const wide = { viewport: { width: 1280, height: 800 } };

test('[PO1] the network goes away in the middle: cards and the half-typed text stay, survive a reload, and arrive once', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, wide);
	const reader = await device(browser, wide);
	await page.clock.install();
	await enter(page, dialogue);
	await enter(reader.page, dialogue);
	await sendCard(page, 'Vor dem Ausfall');
	await expect(ownCard(page, 'Vor dem Ausfall')).toContainText('im Saal');
	await keptForOffline(page);

	await loseNetwork(page);
	await sendCard(page, 'Während des Ausfalls');
	await expect(ownCard(page, 'Während des Ausfalls')).toContainText('auf diesem Gerät');
	await ownCard(page, 'Vor dem Ausfall').getByRole('button', { name: 'Bearbeiten' }).click();
	await page.getByLabel('Text der Karte').fill('Vor dem Ausfall, genauer');
	await page.getByRole('button', { name: 'Speichern' }).click();
	await expect(ownCard(page, 'genauer')).toContainText('Änderung auf diesem Gerät');
	await page.getByLabel('Ihre Karte').fill('Halb getippt');
	await page.getByLabel('Ihre Karte').blur();
	// as long as the device is at it, this mark says so
	await expect(ownCard(page, 'Während des Ausfalls')).toContainText('auf diesem Gerät');

	await page.reload();
	await expect(page.getByLabel('Ihre Karte')).toHaveValue('Halb getippt');
	await expect(ownCard(page, 'Während des Ausfalls')).toContainText('auf diesem Gerät');
	await expect(ownCard(page, 'genauer')).toContainText('Änderung auf diesem Gerät');
	await sendCard(page, 'Nach dem Neuladen');
	await expect(ownCard(page, 'Nach dem Neuladen')).toContainText('auf diesem Gerät');

	await page.context().setOffline(false);
	for (const text of ['Während des Ausfalls', 'Nach dem Neuladen', 'genauer']) {
		await expect(ownCard(page, text)).toContainText('im Saal');
		await expect(onBoard(reader.page, text)).toHaveCount(1);
	}
	await expect(onBoard(reader.page, 'Ausfall')).toHaveCount(2);
	await expect(page.getByText('Keine Verbindung.')).toHaveCount(0);
	expect(errors).toEqual([]);
});

test('[PO2] storage refused: it is said, the text can be copied, cards are sent all the same', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page } = await device(browser, wide);
	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException('refused', 'SecurityError');
		};
	});
	await page.clock.install();
	await enter(page, dialogue);
	await expect(page.getByText('Dieses Gerät kann nichts aufbewahren.')).toBeVisible();
	await loseNetwork(page);
	await sendCard(page, 'Nur im Speicher');
	await expect(ownCard(page, 'Nur im Speicher')).toContainText('noch nirgends gesichert');
	await page.getByLabel('Ihre Karte').fill('Halb getippt');
	await page.getByRole('button', { name: 'Meine Texte kopieren' }).click();
	await expect(page.getByText('Kopiert.')).toBeVisible();
	await page.context().setOffline(false);
	await expect(ownCard(page, 'Nur im Speicher')).toContainText('im Saal');
});

test('[PO3] storage that does not answer is said, too', async ({ browser, baseURL }) => {
	const dialogue = await newDialogue(baseURL!);
	const { page } = await device(browser, wide);
	await page.addInitScript(() => {
		// a request to which nothing ever happens
		IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
	});
	await page.goto(`/j/${dialogue.code}`);
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await page.getByRole('button', { name: 'Arbeit' }).click();
	await expect(page.getByText('Dieses Gerät kann nichts aufbewahren.')).toBeVisible();
});

test('[PO4] storage that is taken away while somebody writes: the mark changes, and heals', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page } = await device(browser, wide);
	await page.clock.install();
	await enter(page, dialogue);
	await loseNetwork(page);
	await sendCard(page, 'Auf dem Gerät');
	await expect(ownCard(page, 'Auf dem Gerät')).toContainText('auf diesem Gerät');
	await stopClock(page);
	await page.evaluate(async () => {
		for (const { name } of await indexedDB.databases())
			await new Promise((resolve) => {
				indexedDB.deleteDatabase(name!).onsuccess = resolve;
			});
	});
	await expect(page.getByText('Dieses Gerät kann nichts aufbewahren.')).toBeVisible();
	await expect(ownCard(page, 'Auf dem Gerät')).toContainText('noch nirgends gesichert');
	// it is tried again by itself, and everything is written anew
	await page.clock.resume();
	await expect(ownCard(page, 'Auf dem Gerät')).toContainText('auf diesem Gerät');
	await page.context().setOffline(false);
	await expect(ownCard(page, 'Auf dem Gerät')).toContainText('im Saal');
});

test('[PO5] [DR5] the dialogue is over, then erased: a kind sentence, and the texts can be taken along', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, wide);
	await enter(page, dialogue);
	await sendCard(page, 'Bleibt lesbar');
	await expect(ownCard(page, 'Bleibt lesbar')).toContainText('im Saal');
	const ask = async (method: string, body?: unknown): Promise<void> => {
		const response = await fetch(`${baseURL}/api/dialogues/${dialogue.id}`, {
			method,
			headers: {
				authorization: `Bearer ${ORGANISER_TOKEN}`,
				'content-type': 'application/json',
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		expect(response.ok).toBe(true);
	};
	// whoever is in the middle of a card may hand it in; nobody begins another one
	await page.locator('form textarea').fill('Zu sp');
	await ask('PATCH', { phase: 'closed' });
	await expect(page.getByText('Diese Veranstaltung ist zu Ende.')).toBeVisible();
	await sendCard(page, 'Zu spät');
	await expect(ownCard(page, 'Zu spät')).toContainText('nachgereicht');
	await expect(page.getByRole('heading', { name: 'Danke fürs Mitmachen!' })).toBeVisible();
	await expect(page.locator('form textarea')).toHaveCount(0);
	await expect(onBoard(page, 'Bleibt lesbar')).toBeVisible();
	await ask('DELETE');
	await expect(
		page.getByRole('heading', { name: 'Diese Veranstaltung wurde gelöscht.' }),
	).toBeVisible();
	await expect(page.getByLabel('Ihre Texte')).toHaveValue('Zu spät\n\nBleibt lesbar');
	expect(errors).toEqual([]);
});

test('[PO6] without the network from the very start the page says so, and comes in when there is one', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page } = await device(browser, wide);
	await page.goto('/');
	await keptForOffline(page);
	await page.context().setOffline(true);
	await page.goto(`/j/${dialogue.code}`);
	await expect(page.getByText('Der Server ist nicht erreichbar.')).toBeVisible();
	await page.context().setOffline(false);
	await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
	await expect(page.getByRole('button', { name: 'Türkçe' })).toBeVisible();
});

test('[PO7] a place that is no longer valid: the texts can be taken along, and one tap leads in again', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, wide);
	await enter(page, dialogue);
	await sendCard(page, 'Von früher');
	await expect(ownCard(page, 'Von früher')).toContainText('im Saal');
	await page.evaluate(() => {
		const seats = localStorage.getItem('thementisch.seats')!;
		localStorage.setItem('thementisch.seats', seats.replace(/"token":"[^"]*"/, '"token":"gone"'));
	});
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Dieser Platz gilt nicht mehr.' })).toBeVisible();
	await expect(page.getByLabel('Ihre Texte')).toHaveValue('Von früher');
	await page.getByRole('button', { name: 'Neu beitreten' }).click();
	await page.getByRole('button', { name: 'Arbeit' }).click();
	await sendCard(page, 'Von jetzt');
	await expect(ownCard(page, 'Von jetzt')).toContainText('im Saal');
	await expect(ownCard(page, 'Von früher')).toHaveCount(0);
	await expect(onBoard(page, 'Von früher')).toHaveCount(1);
	expect(errors).toEqual([]);
});

test('[PO8] an address with a table that is not there: the tables to choose from', async ({
	browser,
	baseURL,
}) => {
	const dialogue = await newDialogue(baseURL!);
	const { page, errors } = await device(browser, wide);
	await page.goto(`/j/${dialogue.code}#t_gone`);
	await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
	await page.getByRole('button', { name: 'Bauen & Wohnen' }).click();
	await expect(page.getByLabel('Ihre Karte')).toBeVisible();
	expect(errors).toEqual([]);
});
