import { messagesIn } from '#shared/messages/messages.ts';
import type { Drafting } from './drafting.ts';

/** [PS7] Five minutes of training on a page; buttons are called as on the screen. */
export async function guideParts({ order, m, say }: Drafting): Promise<unknown> {
	const [host, common, cockpit] = await Promise.all([
		messagesIn('host', order.language),
		messagesIn('common', order.language),
		messagesIn('cockpit', order.language),
	]);
	const part = (heading: string, lines: readonly string[]) => [say(heading), lines.map(say)];
	return {
		title: say(m.guideTitle()),
		intro: say(m.guideIntro()),
		parts: [
			part(m.guideFirst(), [
				m.guideFirst1(),
				m.guideFirst2({ practice: host.practice() }),
				m.guideFirst3(),
			]),
			part(m.guideWrite(), [m.guideWrite1(), m.guideWrite2(), m.guideWrite3()]),
			part(m.guideSort(), [m.guideSort1(), m.guideSort2(), m.guideSort3()]),
			part(m.guideTrouble(), [
				m.guideTrouble1({ offline: host.offline() }),
				m.guideTrouble2(),
				m.guideTrouble3({ help: cockpit.getHelp() }),
			]),
		],
		buttonsTitle: say(m.guideButtons()),
		buttons: [
			[host.select(), m.doesSelect()],
			[host.add(), m.doesAdd()],
			[host.groupWith(), m.doesGroup()],
			[host.move(), m.doesMove()],
			[host.edit(), m.doesEdit()],
			[host.translate(), m.doesTranslate()],
			[host.setAside(), m.doesAside()],
			[host.light(), m.doesLight()],
			[common.undo(), m.doesUndo()],
		].map((pair) => pair.map((text) => say(text))),
	};
}
