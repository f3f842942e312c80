import { participantAddress } from '#shared/addresses.ts';
import { spellCode } from '#shared/ids.ts';
import { LANGUAGES } from '#shared/languages.ts';
import { joining } from '#shared/messages/joining.ts';
import { wlanCode } from '#shared/wlan.ts';
import { wordsOf } from '../words.ts';
import type { Drafting } from './drafting.ts';
import { bareHost } from './table-signs.ts';

/** [PS6] How to join, in every language that we have it in. */
export async function hintParts({ order, m, say, line, short, qr }: Drafting): Promise<unknown> {
	const { dialogue, origin, wlan } = order;
	const offered = Object.entries(joining);
	const languages = await Promise.all(
		offered.map(async ([tag, load]) => {
			const { invite, scan, type, free } = (await load()).default;
			const name = LANGUAGES.find((one) => one.tag === tag)?.name ?? tag;
			return [name, invite, `${scan} ${type}`, free].map((text) => short(wordsOf(text, tag)));
		}),
	);
	return {
		languages,
		title: say(m.sheet_joinHint()),
		codeName: say(m.code()),
		code: spellCode(dialogue.code),
		address: `${bareHost(origin)}/j/${dialogue.code}`,
		...qr(participantAddress(origin, dialogue.code)),
		...(wlan && {
			wlan: {
				title: say(m.wlan()),
				name: [say(m.wlanName()), line(wlan.name, 'zxx')],
				...(wlan.password !== undefined && {
					password: [say(m.wlanPassword()), line(wlan.password, 'zxx')],
				}),
				...qr(wlanCode(wlan), m.wlanQr({ name: wlan.name })),
			},
		}),
	};
}
