/** How the questions of a table are laid out: below each other where the wall is taller than wide, and how many at once. */
export interface Layout {
	readonly stacked: boolean;
	/** The places of the questions that stand on the wall together. */
	readonly spreads: readonly (readonly number[])[];
}

/** Narrower than this a column breaks every second word, in ems. */
const COLUMN_EM_MIN = 11.5;
/** Lower than this a row holds its question and no card, in ems. */
const ROW_EM_MIN = 9;

/**
 * Spreads questions evenly over as few walls as hold them.
 *
 * @param width - of the wall, in CSS pixels
 * @param height - the same
 * @param em - how large its text is, in CSS pixels; 0: not known yet, then all stand together
 */
export function layoutOf(count: number, width: number, height: number, em: number): Layout {
	const stacked = height > width;
	const room = stacked ? height / ROW_EM_MIN : width / COLUMN_EM_MIN;
	const atOnce = em === 0 ? count : Math.max(1, Math.floor(room / em));
	const walls = Math.max(1, Math.ceil(count / atOnce));
	const each = Math.max(1, Math.ceil(count / walls));
	const places = Array.from({ length: count }, (_, place) => place);
	return {
		stacked,
		spreads: Array.from({ length: walls }, (_, wall) =>
			places.slice(wall * each, (wall + 1) * each),
		).filter(({ length }) => length > 0),
	};
}
