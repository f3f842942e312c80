import { expect, test } from 'vitest';
import type { AddressAnswer } from '#shared/api.ts';
import { ADMIN_TOKEN, openHttpHouse } from '#tests/support/http-house.ts';
import { createDialogue, request } from '#tests/support/outside-api.ts';
import { pdfText } from '#tests/support/pdf-text.ts';

test('[HT19] sheets that were fetched on the server’s own machine lead tablets to it', async () => {
	const { base } = await openHttpHouse({ host: '0.0.0.0' });
	const hall = `192.0.2.7:${new URL(base).port}`;
	const told = await request<AddressAnswer>(base, 'GET', '/api/address');
	expect(told).toEqual({ origin: `http://${hall}` });
	const { id, code } = await createDialogue(base, ADMIN_TOKEN);
	const answer = await fetch(`${base}/api/dialogues/${id}/print?sheet=join-hint`, {
		headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
	});
	expect(answer.status).toBe(200);
	const words = pdfText(Buffer.from(await answer.arrayBuffer()));
	expect(words).toContain(`${hall}/j/${code}`);
});

test('[HT19] where PUBLIC_URL says it, that is the address', async () => {
	const publicUrl = 'https://dialog.example';
	const { base } = await openHttpHouse({ host: '0.0.0.0', publicUrl });
	expect(await request(base, 'GET', '/api/address')).toEqual({ origin: publicUrl });
});
