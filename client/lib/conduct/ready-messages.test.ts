import { expect, test } from 'vitest';
import { LANGUAGES } from '#shared/languages.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import { READY_MESSAGES, type ReadyMessage } from '#shared/ready-messages.ts';
import { messageWords } from './ready-messages.ts';

const text = 'Noch fünf Minuten.';

test.each(LANGUAGES)('[ML4] a ready message is told in $name', async ({ tag }) => {
	const m = await messagesIn('conduct', tag);
	const told = READY_MESSAGES.map((ready) => messageWords({ text, ready, atMs: 0 }, m));
	expect(new Set([...told, text]).size).toBe(READY_MESSAGES.length + 1);
});

test('[ML4] any other message stays as it was written, and one that this page does not know, too', async () => {
	const m = await messagesIn('conduct', 'ar');
	expect(messageWords({ text, atMs: 0 }, m)).toBe(text);
	expect(messageWords({ text, ready: 'lunch' as ReadyMessage, atMs: 0 }, m)).toBe(text);
});
