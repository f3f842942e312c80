import type { Account } from '#server/ports/records.ts';
import type { Random } from '#shared/ids.ts';
import { hashToken, newToken } from './tokens.ts';

/** A person has a laptop, a phone, the office's computer. The one that signed in longest ago is forgotten. */
const DEVICES_MAX = 20;

/** Whether somebody signed in to this account on this device before. */
export function isKnownDevice(
	account: Account | undefined,
	device: string | undefined,
): device is string {
	return device !== undefined && account?.devices?.includes(hashToken(device)) === true;
}

/** [AC4] The account after somebody has signed in on a device, and what the device shows the next time. */
export function withDevice(
	account: Account,
	device: string | undefined,
	random: Random,
): { readonly account: Account; readonly device: string } {
	const shown = isKnownDevice(account, device) ? device : newToken(random);
	const hash = hashToken(shown);
	const others = account.devices?.filter((other) => other !== hash) ?? [];
	return {
		account: { ...account, devices: [...others, hash].slice(-DEVICES_MAX) },
		device: shown,
	};
}
