import { onTestFinished } from 'vitest';
import type { CreateDialogueAnswer, CreateDialogueBody, JoinAnswer } from '#shared/api.ts';
import type { DeskDocument } from '#shared/document.ts';
import type { TableId } from '#shared/ids.ts';
import { HostScreen, Screen, Tablet } from './clients.ts';
import { Live } from './live.ts';
import { createDialogue, joinSeat } from './outside-api.ts';
import { RawSocket } from './raw-socket.ts';
import type { ServerProcess } from './server.ts';
import { SyncClient, type SyncOptions } from './sync-client.ts';

/** A dialogue of its own on a running server, and everybody who comes to it; all leave when the test ends. */
export class Hall {
	readonly server: ServerProcess;
	readonly dialogue: CreateDialogueAnswer;

	constructor(server: ServerProcess, dialogue: CreateDialogueAnswer) {
		this.server = server;
		this.dialogue = dialogue;
	}

	get base(): string {
		return this.server.base;
	}

	/** The first table; `tables[1]` is another one. */
	get table(): TableId {
		return this.tables[0]!;
	}

	get tables(): TableId[] {
		return this.dialogue.tables.map(({ id }) => id);
	}

	hostToken(table = this.table): string {
		return this.dialogue.links.hosts[table]!.token;
	}

	get moderatorToken(): string {
		return this.dialogue.links.moderator.token;
	}

	boardPath(table = this.table): string {
		return `${this.dialogue.id}/board/${table}`;
	}

	join(): Promise<JoinAnswer> {
		return joinSeat(this.base, this.dialogue.code);
	}

	/** A device on a seat of its own (or on the given one), synced. */
	async tablet(seat?: JoinAnswer, options?: Partial<SyncOptions>): Promise<Tablet> {
		return this.#leaving(new Tablet(this.base, seat ?? (await this.join()), options)).whenSynced();
	}

	/** A participant's view of a board (or that of the given token), synced. */
	async screen(token?: string, table = this.table, options?: Partial<SyncOptions>) {
		const at = { dialogueId: this.dialogue.id, tableId: table };
		const screen = new Screen(
			this.base,
			{ ...at, token: token ?? (await this.join()).token },
			options,
		);
		return this.#leaving(screen).whenSynced();
	}

	/** The host of a table (or whoever the given token is) at its board, synced. */
	async host(token = this.hostToken(), table = this.table, options?: Partial<SyncOptions>) {
		const at = { dialogueId: this.dialogue.id, tableId: table, token };
		return this.#leaving(new HostScreen(this.base, at, options)).whenSynced();
	}

	/** A live socket that has got its first state. */
	async live(token: string, transports?: string[]): Promise<Live> {
		const live = this.#leaving(new Live(this.base, token, transports));
		await live.whenState();
		return live;
	}

	/** A document of the desk in the hands of a token's bearer, not yet synced. */
	desk(id: DeskDocument, token: string): SyncClient {
		return this.#leaving(
			new SyncClient({ base: this.base, path: `${this.dialogue.id}/desk/${id}`, token }),
		);
	}

	raw(...[address, options]: RawAddress): RawSocket {
		return this.#leaving(new RawSocket(this.base, address, options));
	}

	#leaving<C extends { leave(): void }>(client: C): C {
		onTestFinished(() => client.leave());
		return client;
	}
}

type RawAddress = [address: string, options?: ConstructorParameters<typeof RawSocket>[2]];

export async function openHall(
	server: ServerProcess,
	body: Partial<CreateDialogueBody> = {},
): Promise<Hall> {
	return new Hall(server, await createDialogue(server.base, server.adminToken, body));
}
