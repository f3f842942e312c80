import { expect, test } from 'vitest';
import { messagesIn } from '#shared/messages/messages.ts';
import { ApiError, sentenceFor } from './api.ts';

test('who opened the page under another address than the server’s is told where to go instead', async () => {
	const common = await messagesIn('common', 'de');
	const said = (code: ApiError['code']) => sentenceFor(new ApiError(code), common);
	expect(said('request/foreign-origin')).toContain('die Adresse, die auf der Leinwand');
	expect(said('network')).toContain('Ist das WLAN an?');
	expect(sentenceFor(new TypeError('a bug'), common)).toContain('schiefgegangen');
});
