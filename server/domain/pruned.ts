import type { Dialogue } from './dialogue.ts';

/** The dialogue without what names a step or a table that it no longer has: after the organiser has changed it. */
export function pruned(dialogue: Dialogue): Dialogue {
	const { conduct } = dialogue;
	const tables = new Set(dialogue.tables.map(({ id }) => id));
	const { step, vote, spotlight, projector } = conduct;
	return {
		...dialogue,
		conduct: {
			...conduct,
			step: step && dialogue.steps.some(({ id }) => id === step.id) ? step : null,
			frozen: conduct.frozen.filter((id) => tables.has(id)),
			revealed: conduct.revealed.filter((id) => tables.has(id)),
			vote: vote && { ...vote, tableIds: vote.tableIds.filter((id) => tables.has(id)) },
			spotlight: spotlight && tables.has(spotlight.tableId) ? spotlight : null,
			projector: projector?.kind === 'table' && !tables.has(projector.tableId) ? null : projector,
			help: conduct.help.filter(({ tableId }) => tables.has(tableId)),
		},
	};
}
