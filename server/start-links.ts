import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Dialogue } from './domain/dialogue.ts';
import type { Records } from './ports/records.ts';
import type { createRenewLink, RenewedLink } from './services/renew-link.ts';
import { hashToken, linkId } from './services/tokens.ts';
import { participantAddress, roleAddress, setupAddress } from '#shared/addresses.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import { RejectedError } from '#shared/rejections.ts';

const FILE = 'links.json';

/** `DATA_DIR/links.json`, as CONTRACT.md has it. */
const LinksFile = z.object({
	url: z.string(),
	organiserSetup: z.string().nullable(),
	practice: z
		.object({
			id: z.string(),
			code: z.string(),
			participant: z.string(),
			moderator: z.string(),
			projector: z.string(),
			hosts: z.record(z.string(), z.string()),
		})
		.optional(),
});
type LinksFile = z.infer<typeof LinksFile>;

/** The tokens of the practice dialogue's links, as the start prints them. */
export interface PracticeTokens {
	moderator: string;
	projector: string;
	readonly hosts: Record<TableId, string>;
}

/** One line of the start: who, and where. */
export interface StartLine {
	readonly who: string;
	readonly url: string;
}

/**
 * What the start prints and keeps for the next start: the only place where tokens are written down, readable by the
 * server's user alone.
 */
export class StartLinks {
	readonly #file: string;
	#origin = '';
	#setupToken: string | null = null;
	#practice: { readonly dialogue: Dialogue; readonly tokens: PracticeTokens } | undefined;

	constructor(dataDir: string) {
		this.#file = path.join(dataDir, FILE);
	}

	/** The tokens that an earlier start has written down; whether they still hold is for the caller to find out. */
	earlier(): { readonly setupToken?: string; readonly practice?: PracticeTokens } {
		let file: LinksFile;
		try {
			file = LinksFile.parse(JSON.parse(fs.readFileSync(this.#file, 'utf8')));
		} catch {
			return {}; // gone or damaged: all links are made anew
		}
		const { organiserSetup, practice } = file;
		return {
			...(organiserSetup !== null && { setupToken: tokenIn(organiserSetup) }),
			...(practice && {
				practice: {
					moderator: tokenIn(practice.moderator),
					projector: tokenIn(practice.projector),
					hosts: Object.fromEntries(
						Object.entries(practice.hosts).map(([table, url]) => [table, tokenIn(url)]),
					),
				},
			}),
		};
	}

	set setupToken(token: string | null) {
		this.#setupToken = token;
	}

	set practice(practice: { readonly dialogue: Dialogue; readonly tokens: PracticeTokens }) {
		this.#practice = practice;
	}

	/** The join code of the practice dialogue, if there is one. */
	get practiceCode(): string | undefined {
		return this.#practice?.dialogue.code;
	}

	/** Where the server is reached; known once it listens. */
	get origin(): string {
		return this.#origin;
	}

	set origin(origin: string) {
		this.#origin = origin;
	}

	/** The first account exists: the setup link leads nowhere any more. */
	setupDone(): void {
		this.#setupToken = null;
		this.write();
	}

	/** The practice dialogue may be the one that was erased. */
	erased(dialogue: DialogueId): void {
		if (dialogue !== this.#practice?.dialogue.id) return;
		this.#practice = undefined;
		this.write();
	}

	/** Keeps the file true after a link of the practice dialogue was renewed. */
	renewed({ dialogue, role, table, token }: RenewedLink): void {
		if (dialogue !== this.#practice?.dialogue.id) return;
		const { tokens } = this.#practice;
		if (role === 'host' && table !== undefined) tokens.hosts[table] = token;
		else if (role === 'moderator' || role === 'projector') tokens[role] = token;
		else return;
		this.write();
	}

	/** What is printed, one a line. */
	lines(): readonly StartLine[] {
		const lines: StartLine[] = [];
		if (this.#practice) {
			const { dialogue, tokens } = this.#practice;
			lines.push({ who: 'participant', url: participantAddress(this.#origin, dialogue.code) });
			for (const { id, theme } of dialogue.tables) {
				const token = tokens.hosts[id];
				if (token !== undefined)
					lines.push({ who: `host ${theme}`, url: roleAddress(this.#origin, token) });
			}
			for (const role of ['moderator', 'projector'] as const)
				lines.push({ who: role, url: roleAddress(this.#origin, tokens[role]) });
		}
		if (this.#setupToken !== null)
			lines.push({ who: 'organiser setup', url: setupAddress(this.#origin, this.#setupToken) });
		return lines;
	}

	/** Whole or not at all, and never readable by others. */
	write(): void {
		const fresh = `${this.#file}.new`;
		fs.rmSync(fresh, { force: true });
		fs.writeFileSync(fresh, `${JSON.stringify(this.#content(), undefined, '\t')}\n`, {
			mode: 0o600,
			flag: 'wx',
		});
		fs.renameSync(fresh, this.#file);
	}

	#content(): LinksFile {
		const url = this.#origin;
		const organiserSetup = this.#setupToken && setupAddress(url, this.#setupToken);
		if (!this.#practice) return { url, organiserSetup };
		const { dialogue, tokens } = this.#practice;
		return {
			url,
			organiserSetup,
			practice: {
				id: dialogue.id,
				code: dialogue.code,
				participant: participantAddress(url, dialogue.code),
				moderator: roleAddress(url, tokens.moderator),
				projector: roleAddress(url, tokens.projector),
				hosts: Object.fromEntries(
					Object.entries(tokens.hosts).map(([table, token]) => [table, roleAddress(url, token)]),
				),
			},
		};
	}
}

function tokenIn(url: string): string {
	return url.slice(url.indexOf('#') + 1);
}

interface Renewing {
	readonly records: Records;
	readonly renewLink: ReturnType<typeof createRenewLink>;
}

/** Tokens for all links of the practice dialogue: those of an earlier start where they still hold, else new ones. */
export async function practiceTokens(
	{ records, renewLink }: Renewing,
	dialogue: Dialogue,
	earlier: PracticeTokens | undefined,
): Promise<PracticeTokens> {
	async function token(role: 'moderator' | 'projector' | 'host', tableId?: TableId) {
		const known = role === 'host' ? earlier?.hosts[tableId!] : earlier?.[role];
		const link = await records.get('link', linkId(dialogue.id, role, tableId));
		if (known !== undefined && link?.value.tokenHash === hashToken(known)) return known;
		const renewed = await renewLink({ role: 'organiser', account: 'automation' }, dialogue.id, {
			role,
			tableId,
		});
		if (!renewed.ok) throw new RejectedError(renewed.rejection);
		return renewed.value.token;
	}
	const hosts: Record<TableId, string> = {};
	for (const { id } of dialogue.tables) hosts[id] = await token('host', id);
	return { moderator: await token('moderator'), projector: await token('projector'), hosts };
}
