import type { CommandName } from '#shared/commands.ts';

/** Every command, well formed, for table `t_1`, without its id. */
export const COMMAND_BODIES: Readonly<Record<CommandName, object>> = {
	'step:start': { stepId: 'write' },
	'step:extend': { seconds: 60 },
	'step:end': {},
	'table:freeze': { tableId: 't_1', frozen: true },
	'cards:reveal': {},
	'card:admit': { tableId: 't_1', cardId: 'c_1' },
	'card:refuse': { tableId: 't_1', cardId: 'c_1', reason: 'doppelt' },
	'card:add': {
		tableId: 't_1',
		cardId: 'c_new',
		question: 'good',
		text: 'Mehr Bänke',
		lang: 'de',
	},
	'vote:open': { dots: 3, perItemMax: 1, criterion: '?' },
	'vote:cast': { voteId: 'v_1', dots: {} },
	'vote:count': { voteId: 'v_1', tableId: 't_1', dots: {} },
	'vote:close': {},
	'vote:reveal': {},
	'card:place': { tableId: 't_1', cardId: 'c_1' },
	'group:create': { tableId: 't_1', cardIds: ['c_1'] },
	'group:name': { tableId: 't_1', groupId: 'g_1', title: 'Wohnen' },
	'spotlight:set': { target: { tableId: 't_1' } },
	'projector:show': { view: { kind: 'black' } },
	'help:call': {},
	'help:answer': { tableId: 't_1' },
	'message:send': { text: 'Guten Tag' },
	'seat:at': { tableId: 't_1' },
	'clock:read': {},
};
