import { ApiError, call } from '#lib/hall/api.ts';
import {
	forgetRoleKey,
	keepRoleKey,
	keepRoleTokenHere,
	roleKeys,
	roleTokenHere,
	takeFragment,
	type RoleKey,
} from '#lib/hall/keys.ts';
import { forgetTables } from './table-memory.ts';
import type { DialogueAnswer, MeAnswer } from '#shared/api.ts';

/** What the role page knows about who is here. */
export type Finding =
	| { readonly is: 'asking' }
	| { readonly is: 'role'; readonly token: string; readonly me: MeAnswer }
	/** A seat's token, not a role link. */
	| { readonly is: 'participant' }
	/** Organisers have a page of their own: they belong to no single dialogue. */
	| { readonly is: 'organiser' }
	/** No link was given; these are known on this device. */
	| { readonly is: 'choose'; readonly keys: readonly RoleKey[] }
	/** The link does not hold any more; these others are known on this device. */
	| { readonly is: 'over'; readonly keys: readonly RoleKey[] }
	| { readonly is: 'erased' }
	| { readonly is: 'unreachable'; readonly token: string };

/** Finds out which role this tab has: by the link in the address, by what the tab had before, or by choice. */
export class OwnRole {
	found = $state.raw<Finding>({ is: 'asking' });
	/** Counts the askings: an answer to an earlier one comes too late. */
	#asked = 0;

	async start(): Promise<void> {
		const token = takeFragment() ?? roleTokenHere();
		if (token === undefined) this.found = { is: 'choose', keys: roleKeys() };
		else await this.ask(token);
	}

	async ask(token: string): Promise<void> {
		const asked = ++this.#asked;
		this.found = { is: 'asking' };
		const found = await askServer(token);
		if (asked !== this.#asked) return;
		if (found === 'over') return this.#over(token);
		this.found = found;
		if (found.is !== 'role') return;
		keepRoleTokenHere(token);
		await this.#remember(token, found.me);
	}

	/** The server has ended it while it was in use. */
	goodbye(why: 'over' | 'erased'): void {
		const { found } = this;
		const token = found.is === 'role' ? found.token : '';
		if (why === 'erased' && found.is === 'role' && found.me.dialogueId)
			forgetTables(found.me.dialogueId);
		if (why === 'over') return this.#over(token);
		this.found = { is: 'erased' };
		forgetRoleKey(token);
	}

	#over(token: string): void {
		forgetRoleKey(token);
		this.found = { is: 'over', keys: roleKeys() };
	}

	forget(token: string): void {
		forgetRoleKey(token);
		this.found = { is: 'choose', keys: roleKeys() };
	}

	/** For the list of this device: with the words by which people know it. */
	async #remember(token: string, me: MeAnswer): Promise<void> {
		if (me.dialogueId === undefined) return;
		const { role, dialogueId, tableId } = me;
		const known = roleKeys().find((key) => key.token === token);
		keepRoleKey({ token, role, dialogueId, tableId, title: known?.title ?? '' });
		const dialogue = await call<DialogueAnswer>('GET', `/api/dialogues/${dialogueId}`, {
			token,
		}).catch(() => undefined); // the list can do without
		if (!dialogue) return;
		const theme = dialogue.tables.find(({ id }) => id === tableId)?.theme;
		const title = theme ? `${dialogue.title} · ${theme}` : dialogue.title;
		keepRoleKey({ token, role, dialogueId, tableId, title });
	}
}

async function askServer(token: string): Promise<Finding | 'over'> {
	try {
		const me = await call<MeAnswer>('GET', '/api/me', { token });
		if (me.role === 'participant' || me.role === 'organiser') return { is: me.role };
		return { is: 'role', token, me };
	} catch (error) {
		const code = error instanceof ApiError ? error.code : 'server/fault';
		if (code === 'request/unauthorised' || code === 'dialogue/not-found') return 'over';
		// without a network the page still knows who it was
		const known = roleKeys().find((key) => key.token === token);
		if (code !== 'network' || !known) return { is: 'unreachable', token };
		const { role, dialogueId, tableId } = known;
		return {
			is: 'role',
			token,
			me: { role, ...(dialogueId && { dialogueId }), ...(tableId && { tableId }) },
		};
	}
}
