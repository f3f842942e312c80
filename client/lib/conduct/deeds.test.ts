import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Acknowledgement } from '#shared/commands.ts';
import { messagesIn } from '#shared/messages/messages.ts';
import { reject, REJECTIONS, type RejectionCode } from '#shared/rejections.ts';
import { Deeds, sentenceFor } from './deeds.svelte.ts';

const m = await messagesIn('cockpit', 'de');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function make() {
	const answers: ((answer: Acknowledgement | Error) => void)[] = [];
	const send = vi.fn(
		() =>
			new Promise<Acknowledgement>((resolve, fail) => {
				answers.push((answer) => (answer instanceof Error ? fail(answer) : resolve(answer)));
			}),
	);
	return { deeds: new Deeds({ send }, () => m), send, answers };
}

test('[CK2] a button that is on its way does nothing more; others do', async () => {
	const { deeds, send, answers } = make();
	const first = deeds.do('end', 'step:end', {}, m.saidEnded);
	expect(await deeds.do('end', 'step:end', {}, m.saidEnded)).toBe(false);
	void deeds.do('more', 'step:extend', { seconds: 60 }, () => '');
	expect(send).toHaveBeenCalledTimes(2);
	expect([deeds.isPending('end'), deeds.arePending, deeds.said]).toEqual([true, true, undefined]);
	answers[0]!({ ok: true });
	expect(await first).toBe(true);
	expect(deeds.isPending('end')).toBe(false);
	expect(deeds.said).toEqual({ tone: 'good', text: m.saidEnded() });
	vi.advanceTimersByTime(6_000);
	expect(deeds.said).toBeUndefined();
});

test('[CK3] a no is a kind sentence, and stands until something else is said', async () => {
	const { deeds, answers } = make();
	const pressed = deeds.do('end', 'step:end', {}, m.saidEnded);
	answers[0]!(reject('step/none-running'));
	expect(await pressed).toBe(false);
	vi.advanceTimersByTime(600_000);
	expect(deeds.said).toEqual({ tone: 'bad', text: m.noStepRunning() });
	const again = deeds.do('end', 'step:end', {}, m.saidEnded);
	answers[1]!(new Error('no network'));
	expect(await again).toBe(false);
	expect(deeds.said).toEqual({ tone: 'bad', text: m.failed() });
	deeds.hush();
	expect(deeds.said).toBeUndefined();
});

test('[CK3] no sentence shows a code', () => {
	for (const code of Object.keys(REJECTIONS) as RejectionCode[])
		expect(sentenceFor(code, m)).toMatch(/^[A-ZÄÖÜ][^/]+\.$/);
});
