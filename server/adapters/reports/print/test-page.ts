import { participantAddress } from '#shared/addresses.ts';
import { joining } from '#shared/messages/joining.ts';
import { wordsOf } from '../words.ts';
import type { Drafting } from './drafting.ts';

const SCRIPTS = ['de', 'uk', 'ar', 'ti', 'kmr'] as const;
const SIZES_PT = [44, 28, 18, 12, 9];

/** Whether a printer gets size, scripts and QR codes right. */
export async function testParts({ order, m, say, short, qr }: Drafting): Promise<unknown> {
	const lines = await Promise.all(
		SCRIPTS.map(async (tag) => {
			const { invite } = (await joining[tag]()).default;
			return short(wordsOf(invite, tag));
		}),
	);
	return {
		title: say(m.testTitle()),
		frame: say(m.testFrame()),
		ruler: say(m.testRuler()),
		grey: say(m.testGrey()),
		scripts: say(m.testScripts()),
		lines,
		qrHint: say(m.testQr()),
		sizes: say(m.testSizes()),
		points: SIZES_PT,
		...qr(participantAddress(order.origin, order.dialogue.code)),
	};
}
