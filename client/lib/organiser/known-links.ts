import type { CreateDialogueAnswer } from '#shared/api.ts';
import type { DialogueId, TableId } from '#shared/ids.ts';
import type { LinkRole } from '#shared/roles.ts';

/**
 * The role links that this device has seen. The server keeps only their hashes and cannot tell them again, so what is not
 * here has to be renewed.
 */
export function linkKey(role: LinkRole, table?: TableId): string {
	return table === undefined ? role : `${role}/${table}`;
}

export function knownLinks(dialogue: DialogueId): Readonly<Record<string, string>> {
	try {
		return JSON.parse(localStorage.getItem(place(dialogue)) ?? '{}') as Record<string, string>;
	} catch {
		return {};
	}
}

export function keepLinks(dialogue: DialogueId, links: Readonly<Record<string, string>>): void {
	try {
		localStorage.setItem(place(dialogue), JSON.stringify({ ...knownLinks(dialogue), ...links }));
	} catch {
		// they stay on the screen; the page says that they are kept on this device only
	}
}

/** The links of a dialogue that has just been made. */
export function keepNewLinks({ id, links }: CreateDialogueAnswer): void {
	const hosts = Object.entries(links.hosts).map(([table, { url }]) => [
		linkKey('host', table as TableId),
		url,
	]);
	keepLinks(id, {
		moderator: links.moderator.url,
		projector: links.projector.url,
		observer: links.observer.url,
		...(Object.fromEntries(hosts) as Record<string, string>),
	});
}

export function forgetLinks(dialogue: DialogueId): void {
	try {
		localStorage.removeItem(place(dialogue));
	} catch {
		// nothing was kept
	}
}

function place(dialogue: DialogueId): string {
	return `thementisch.links.${dialogue}`;
}
