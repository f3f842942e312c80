import type { AddressAnswer } from '#shared/api.ts';
import { call } from './api.ts';

/** A page with such an address was opened on the server's own machine; on every other device it leads nowhere. */
const OWN_NAME = /^(localhost|127\..+|\[::1\])$/;

/** Where other devices reach the server: what is shown to a hall names it, in words and as QR code. */
class HallAddress {
	#origin = $state(location.origin);

	constructor() {
		if (OWN_NAME.test(location.hostname)) void this.#ask();
	}

	get origin(): string {
		return this.#origin;
	}

	/** Without the scheme, as somebody types it. */
	get host(): string {
		return new URL(this.#origin).host;
	}

	/** The same page, for another device. */
	of(url: string): string {
		return url.startsWith(`${location.origin}/`)
			? this.#origin + url.slice(location.origin.length)
			: url;
	}

	async #ask(): Promise<void> {
		try {
			this.#origin = (await call<AddressAnswer>('GET', '/api/address')).origin;
		} catch {
			// then it is shown as this page knows it, and the Generalprobe says what is wrong with that
		}
	}
}

export const hallAddress = new HallAddress();
