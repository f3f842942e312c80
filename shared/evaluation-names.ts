import { SCALES, type ScaleId } from './evaluation.ts';
import type { Messages } from './messages/messages.ts';

/** The sentence of a scale. */
export function scaleName(id: ScaleId, m: Messages<'evaluation'>): string {
	return m[id]();
}

/** What a step of a scale means, in words. @param step - from 1 */
export function stepName(id: ScaleId, step: number, m: Messages<'evaluation'>): string {
	const kind = SCALES.find((one) => one.id === id)?.kind ?? 'agree';
	return NAMES[kind][step - 1]?.(m) ?? String(step);
}

type Name = (m: Messages<'evaluation'>) => string;
const NAMES: Readonly<Record<(typeof SCALES)[number]['kind'], readonly Name[]>> = {
	grade: [(m) => m.grade1(), (m) => m.grade2(), (m) => m.grade3(), (m) => m.grade4()],
	agree: [
		(m) => m.agree1(),
		(m) => m.agree2(),
		(m) => m.agree3(),
		(m) => m.agree4(),
		(m) => m.agree5(),
	],
	time: [(m) => m.time1(), (m) => m.time2(), (m) => m.time3()],
};
