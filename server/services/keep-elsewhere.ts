import type { BallotBox } from '#server/ports/ballot-box.ts';
import type { Bus } from '#server/ports/bus.ts';
import { ok } from '#shared/rejections.ts';
import { createAdmitCard } from './admit-card.ts';
import { createAdmitCards } from './admit-cards.ts';
import type { WaitingNeeds } from './change-waiting.ts';
import type { Keep } from './decide-elsewhere.ts';
import { createRefuseCard } from './refuse-card.ts';

interface Needs extends WaitingNeeds {
	readonly ballots: Pick<BallotBox, 'count'>;
	readonly bus: Bus;
}

/** Each decision about waiting cards into the ledger, each hand count into the ballot box. */
export function createKeepElsewhere(needs: Needs): Keep {
	const { ballots, bus } = needs;
	const admitCard = createAdmitCard(needs);
	const admitCards = createAdmitCards(admitCard);
	const refuseCard = createRefuseCard(needs);
	return async (dialogue, command) => {
		const table = command.tableId;
		switch (command.name) {
			case 'card:admit':
				return admitCard(dialogue, table, command.cardId);
			case 'cards:admit':
				return admitCards(dialogue, table, command.cardIds);
			case 'card:refuse':
				return refuseCard(dialogue, table, command.cardId, command.reason);
			case 'vote:count': {
				const { voteId, dots } = command;
				const answer = await ballots.count(dialogue, voteId, command.id, { table, dots });
				if (answer === 'ok') bus.call('ballots.changed', { dialogue });
				return ok(undefined);
			}
		}
	};
}
