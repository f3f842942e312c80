import type * as Y from 'yjs';
import { MemoryUpdateLog } from '#server/adapters/memory/update-log.ts';
import { createAdmitCard } from '#server/services/admit-card.ts';
import { createRefuseCard } from '#server/services/refuse-card.ts';
import { createWaitingCards } from '#server/services/waiting-cards.ts';
import type { CardId } from '#shared/ids.ts';
import { IntakeHouse, type IntakeNode } from './intake-house.ts';
import type { Screen } from './room-screens.ts';

export const FROZEN = { frozen: ['t_1'] } as const;
export const OPEN = { frozen: [] } as const;
export const PLENARY = { step: { id: 'plenary', startedAtMs: 0, endsAtMs: 1 } };
export const WRITING = { step: { id: 'write', startedAtMs: 0, endsAtMs: 1 } };

export async function house(settings: ConstructorParameters<typeof IntakeHouse>[1] = {}) {
	const house = new IntakeHouse(new MemoryUpdateLog(), settings);
	await house.start();
	return { house, tablet: await house.tablet() };
}

export function services(house: IntakeHouse, { registry, intake }: IntakeNode = house.node) {
	const needs = { registry, intake, log: house.log, bus: { call: () => undefined } };
	const at = house.dialogue.id;
	const admit = createAdmitCard(needs);
	const refuse = createRefuseCard(needs);
	return {
		admit: (card: CardId = 'c_1') => admit(at, 't_1', card),
		refuse: (card: CardId, reason: string) => refuse(at, 't_1', card, reason),
		waiting: createWaitingCards(needs),
	};
}

/** A card on a host's page. */
export const held = (host: Screen, id = 'c_1') =>
	host.doc.getMap('cards').get(id) as Y.Map<unknown>;
export const edit = (host: Screen, text: string) => {
	const words = held(host).get('text') as Y.Text;
	words.insert(words.length, text);
};
