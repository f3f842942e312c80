import type { JoinAnswer, JoinBody } from '#shared/api.ts';
import { call } from '#lib/hall/api.ts';
import { keepSeatKey, seatKey, type SeatKey } from '#lib/hall/keys.ts';

/** Takes a seat with a code: the one that this device has, or a new one. Rejects with ApiError. */
export async function takeSeat(code: string, language: string): Promise<SeatKey> {
	const known = seatKey(code);
	if (known) return known;
	const body: JoinBody = { code, language };
	const key = (await call<JoinAnswer>('POST', '/api/join', { body })) as SeatKey;
	keepSeatKey(code, key);
	return key;
}
