import type { Dialogue } from './dialogue.ts';

/** The dialogue without what names a step or a table that it no longer has: after the organiser has changed it. */
export function pruned(dialogue: Dialogue): Dialogue {
	const { conduct } = dialogue;
	const tables = new Set(dialogue.tables.map(({ id }) => id));
	const steps = new Set(dialogue.steps.map(({ id }) => id));
	const { own, step, vote, spotlight, projector } = conduct;
	const isThere = (view: typeof projector): boolean =>
		view?.kind !== 'table' || tables.has(view.tableId);
	return {
		...dialogue,
		conduct: {
			...conduct,
			step: step && steps.has(step.id) ? step : null,
			...(own && { own: own.filter(({ id, tableId }) => steps.has(id) && tables.has(tableId)) }),
			frozen: conduct.frozen.filter((id) => tables.has(id)),
			revealed: conduct.revealed.filter((id) => tables.has(id)),
			vote: vote && { ...vote, tableIds: vote.tableIds.filter((id) => tables.has(id)) },
			spotlight: spotlight && tables.has(spotlight.tableId) ? spotlight : null,
			projector: isThere(projector) ? projector : null,
			...(conduct.projectors && {
				projectors: conduct.projectors.map((one) =>
					isThere(one.view) ? one : { ...one, view: null },
				),
			}),
			help: conduct.help.filter(({ tableId }) => tables.has(tableId)),
		},
	};
}
