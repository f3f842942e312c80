import type { Clock } from '#server/ports/clock.ts';
import type { Grant, Records } from '#server/ports/records.ts';
import type { AccountsAnswer, SetupBody, SignedIn } from '#shared/api.ts';
import { newId, type AccountId, type Random } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { ok, reject, type Result } from '#shared/rejections.ts';
import { withDevice } from './devices.ts';
import { accountKey } from './login.ts';
import { endTokensOf } from './end-tokens.ts';
import { hashToken, newToken } from './tokens.ts';

interface Needs {
	readonly records: Records;
	readonly random: Random;
	readonly clock: Clock;
	readonly hashPassword: (password: string) => Promise<string>;
}

const DAY_MS = 24 * 3_600_000;
const NOTHING = reject('request/not-found', 'there is nothing here');

/** An invitation that was just made; the token is told once and not kept. */
export interface Invited {
	readonly id: string;
	readonly token: string;
	readonly untilMs: number;
}

/** A colleague is invited by a link that works once, and for some days. Rules AC7–AC10 in SPEC.md. */
export function createInvitations({ records, random, clock, hashPassword }: Needs) {
	return { invite, redeem, withdraw, accounts, removeAccount };

	async function invite(
		caller: Grant,
	): Promise<Result<Invited, 'request/not-found' | 'request/too-many'>> {
		if (caller.role !== 'organiser') return NOTHING;
		const open = await openInvitations();
		if (open.length >= LIMITS.invitationsMax)
			return reject('request/too-many', `${LIMITS.invitationsMax} invitations are open`);
		const token = newToken(random);
		const id = hashToken(token);
		const untilMs = clock.nowMs() + LIMITS.invitationDaysMax * DAY_MS;
		await records.write([{ kind: 'invitation', id, was: null, value: { untilMs } }]);
		return ok({ id, token, untilMs });
	}

	/** Undefined: this token is no invitation, or none any more. */
	async function redeem(
		body: SetupBody,
	): Promise<Result<SignedIn, 'account/taken' | 'request/unauthorised'> | undefined> {
		const id = hashToken(body.setupToken);
		const invitation = await records.get('invitation', id);
		if (!invitation || invitation.value.untilMs <= clock.nowMs()) return undefined;
		const name = accountKey(body.name);
		if (await records.get('account', name)) return reject('account/taken', 'name');
		const account: AccountId = newId('a_', random);
		const passwordHash = await hashPassword(body.password);
		const signed = withDevice({ id: account, name: body.name, passwordHash }, undefined, random);
		const token = newToken(random);
		const done = await records.write([
			{ kind: 'invitation', id, was: invitation.version, value: null },
			{ kind: 'account', id: name, was: null, value: signed.account },
			{ kind: 'token', id: hashToken(token), was: null, value: { role: 'organiser', account } },
		]);
		if (done) return ok({ token, device: signed.device });
		return (await records.get('invitation', id))
			? reject('account/taken', 'name')
			: reject('request/unauthorised', 'this invitation has been used');
	}

	async function withdraw(
		caller: Grant,
		id: string,
	): Promise<Result<undefined, 'request/not-found'>> {
		if (caller.role !== 'organiser' || !(await records.get('invitation', id))) return NOTHING;
		await records.write([{ kind: 'invitation', id, was: 'any', value: null }]);
		return ok(undefined);
	}

	async function accounts(caller: Grant): Promise<Result<AccountsAnswer, 'request/not-found'>> {
		if (caller.role !== 'organiser') return NOTHING;
		const all = (await records.list('account')).map(({ value: { id, name } }) => ({
			id,
			name,
			self: id === caller.account,
		}));
		const byName = all.sort((a, b) => (accountKey(a.name) < accountKey(b.name) ? -1 : 1));
		return ok({ accounts: byName, invitations: await openInvitations() });
	}

	/** Somebody has left the town's office. The last account stays. */
	async function removeAccount(
		caller: Grant,
		id: string,
	): Promise<Result<undefined, 'request/not-found' | 'account/last'>> {
		if (caller.role !== 'organiser') return NOTHING;
		const all = await records.list('account');
		const gone = all.find(({ value }) => value.id === id);
		if (!gone) return NOTHING;
		const [stays] = all.filter((one) => one !== gone);
		if (!stays) return reject('account/last', 'somebody has to stay');
		// the one that stays is compared, too: of two that remove each other, one succeeds
		const done = await records.write([
			{ kind: 'account', id: gone.id, was: gone.version, value: null },
			{ kind: 'account', id: stays.id, was: stays.version, value: stays.value },
		]);
		if (!done) return removeAccount(caller, id);
		await endTokensOf(records, gone.value.id);
		return ok(undefined);
	}

	/** Those that are over are cleared away on the way. */
	async function openInvitations(): Promise<{ id: string; untilMs: number }[]> {
		const nowMs = clock.nowMs();
		const open: { id: string; untilMs: number }[] = [];
		for (const { id, value } of await records.list('invitation'))
			if (value.untilMs > nowMs) open.push({ id, untilMs: value.untilMs });
			else await records.write([{ kind: 'invitation', id, was: 'any', value: null }]);
		return open.sort((a, b) => a.untilMs - b.untilMs);
	}
}
export type Invitations = ReturnType<typeof createInvitations>;
