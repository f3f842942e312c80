import { expect, test } from 'vitest';
import { blind } from '#lib/evaluation/blind.ts';
import { random } from '#server/adapters/system/random.ts';
import type { Grant, Kind } from '#server/ports/records.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';
import type { EvaluationSheet } from '#shared/evaluation.ts';

const KINDS: readonly Kind[] = ['dialogue', 'evaluation', 'evaluationSlips', 'evaluationSheets'];
const sheet = (voice: number, good = ''): EvaluationSheet => ({
	steps: { voice },
	texts: good ? { good } : {},
});

async function openHall() {
	const house = setUpUseCases();
	const { dialogue, code } = await house.create().then((made) => ({
		dialogue: made.dialogue,
		code: made.dialogue.code,
	}));
	const { evaluationDialogue: evaluation } = house;
	const { id } = dialogue;
	const join = async (): Promise<Grant> => {
		const { token } = yes(await house.join({ code }, { address: '10.0.0.1' }));
		return (await house.authenticate(token))!;
	};
	/** A device with its slip; `modulus` as it was told. */
	async function device(caller?: Grant) {
		const seat = caller ?? (await join());
		const { modulus = '' } = yes(await evaluation.read(seat, id));
		const slip = blind(modulus, random);
		const signature = slip.unblind(yes(await evaluation.slip(seat, id, slip.blinded)))!;
		return {
			seat,
			slip,
			signature,
			send: (one: EvaluationSheet) =>
				evaluation.answer(id, { slip: slip.slip, signature, sheet: one }),
		};
	}
	return { house, evaluation, id, join, device };
}

test('[EV1] [EV2] [EV4] eight slips for a seat, one sheet for a slip, only while it is open', async () => {
	const { evaluation, id, join, device } = await openHall();
	const early = await join();
	expect(yes(await evaluation.read(early, id))).toEqual({ asks: false });
	expect(no(await evaluation.slip(early, id, '0'.repeat(512)))).toBe('evaluation/ended');
	expect(yes(await evaluation.change(ORGANISER, id, 'open')).asks).toBe(true);

	const one = await device();
	expect(yes(await evaluation.slip(one.seat, id, one.slip.blinded))).toHaveLength(512);
	for (let n = 2; n <= 8; n++)
		expect((await evaluation.slip(one.seat, id, `${n}`.repeat(512))).ok).toBe(true);
	expect(no(await evaluation.slip(one.seat, id, '1'.repeat(512)))).toBe('evaluation/slip-taken');
	expect((await evaluation.slip(one.seat, id, one.slip.blinded)).ok).toBe(true);
	yes(await one.send(sheet(4)));
	yes(await one.send(sheet(1)));
	expect(yes(await evaluation.read(ORGANISER, id)).sheets).toBe(1);

	const late = await device();
	yes(await evaluation.change(ORGANISER, id, 'closed'));
	yes(await late.send(sheet(2))); // it was begun before
	expect(no(await evaluation.slip(await join(), id, '1'.repeat(512)))).toBe('evaluation/ended');
	const forged = { slip: 'a'.repeat(64), signature: '1'.repeat(512), sheet: sheet(5) };
	expect(no(await evaluation.answer(id, forged))).toBe('dialogue/not-found');
	expect(no(await evaluation.answer('d_nowhere', forged))).toBe('dialogue/not-found');
	expect(yes(await evaluation.read(ORGANISER, id)).sheets).toBe(2);
});

test('[EV1] [EV4] no signature is made from others: forged, multiplied, of another slip; one slip twenty times at once is one sheet', async () => {
	const { evaluation, id, device } = await openHall();
	yes(await evaluation.change(ORGANISER, id, 'open'));
	const [one, other] = [await device(), await device()];
	const modulus = BigInt(`0x${yes(await evaluation.read(one.seat, id)).modulus!}`);
	const digits = (number: bigint) => number.toString(16).padStart(512, '0');
	const product = (BigInt(`0x${one.signature}`) * BigInt(`0x${other.signature}`)) % modulus;
	const forged = [0n, 1n, modulus - 1n, modulus, product].map(digits);
	for (const signature of [...forged, other.signature])
		expect(
			no(await evaluation.answer(id, { slip: one.slip.slip, signature, sheet: sheet(1) })),
		).toBe('dialogue/not-found');
	await Promise.all(Array.from({ length: 20 }, async () => yes(await one.send(sheet(4)))));
	expect(yes(await evaluation.read(ORGANISER, id)).sheets).toBe(1);
});

test('[EV1] the step for it opens it', async () => {
	const { house, evaluation, id, join } = await openHall();
	const kept = (await house.records.get('dialogue', id))!;
	const step = { id: 'end', kind: 'feedback', minutes: 10 } as const;
	const running = { id: 'end', startedAtMs: 0, endsAtMs: 600_000 };
	const value = {
		...kept.value,
		steps: [step],
		conduct: { ...kept.value.conduct, step: running },
	};
	await house.records.write([{ kind: 'dialogue', id, dialogue: id, was: 'any', value }]);
	expect(yes(await evaluation.read(await join(), id)).asks).toBe(true);
	yes(await evaluation.change(ORGANISER, id, 'closed'));
	expect(yes(await evaluation.read(await join(), id)).asks).toBe(false);
});

test('[EV3] [EV9] with all records in hand nobody finds a way from a seat to its sheet', async () => {
	const { house, evaluation, id, device } = await openHall();
	yes(await evaluation.change(ORGANISER, id, 'open'));
	const devices = await Promise.all(Array.from({ length: 12 }, () => device()));
	for (const [n, one] of devices.entries()) yes(await one.send(sheet((n % 5) + 1, `Satz ${n}`)));

	const kept = await Promise.all(KINDS.map((kind) => house.records.list(kind)));
	const all = JSON.stringify(kept);
	for (const { seat, slip } of devices) {
		expect(all).not.toContain((seat as { seat: string }).seat);
		expect(all).not.toContain(slip.slip);
		expect(all).not.toContain(slip.blinded);
	}
	const slips = (await house.records.list('evaluationSlips')).flatMap(({ value }) =>
		Object.entries(value.given),
	);
	const pages = await house.records.list('evaluationSheets');
	const sheets = pages.flatMap(({ value }) => Object.entries(value.sheets));
	expect([slips.length, sheets.length]).toEqual([12, 12]);
	// no number stands on both sides, and each page is in the order of its keys
	const names = new Set(slips.flat());
	for (const [name] of sheets) expect(names.has(name)).toBe(false);
	for (const { value } of pages)
		expect(Object.keys(value.sheets)).toEqual(Object.keys(value.sheets).toSorted());
	expect(all).not.toMatch(/atMs"|AtMs":\d+.{0,40}(voice|slip)/);

	yes(await house.changeDialogue(ORGANISER, id, { phase: 'closed' }));
	yes(await house.forgetSeats.now(ORGANISER, id));
	expect(await house.records.list('evaluationSlips')).toEqual([]);
	expect(yes(await evaluation.read(ORGANISER, id)).sheets).toBe(12);
	yes(await house.eraseDialogue(ORGANISER, id));
	for (const kind of KINDS) expect(await house.records.list(kind)).toEqual([]);
});

test('[EV8] counted once, whatever arrives at the same moment; only numbers are left', async () => {
	const { house, evaluation, id, device } = await openHall();
	yes(await evaluation.change(ORGANISER, id, 'open'));
	const devices = await Promise.all(Array.from({ length: 16 }, () => device()));
	for (const one of devices.slice(0, 8)) yes(await one.send(sheet(4, 'Gutes Gespräch')));
	expect(yes(await evaluation.read(ORGANISER, id))).not.toHaveProperty('counted');

	const late = devices.slice(8).map((one) => one.send(sheet(5)));
	const counting = evaluation.change(ORGANISER, id, 'counted');
	const taken = (await Promise.all(late)).filter(({ ok }) => ok).length;
	const { counted } = yes(await counting);
	expect(counted?.sheets).toBe(8 + taken);
	expect(no(await devices[15]!.send(sheet(1)))).toBe('evaluation/ended');
	expect(no(await evaluation.change(ORGANISER, id, 'open'))).toBe('evaluation/ended');
	expect(yes(await evaluation.change(ORGANISER, id, 'counted')).counted).toEqual(counted);
	for (const { value } of await house.records.list('evaluationSheets'))
		expect(value).toEqual({ sheets: {}, isCounted: true });
	expect(await house.records.list('evaluationSlips')).toEqual([]);

	const { evaluation: told } = yes(await house.readResults(ORGANISER, id));
	expect(told?.find((one) => one.id === 'good')).toMatchObject({
		text: 'Das war besonders gut:',
		answers: 8,
	});
	expect(told?.find((one) => one.id === 'goal')).toMatchObject({ answers: null });
});

test('[EV5] one device that answered four times cannot tell the answer of a fifth', async () => {
	const { house, evaluation, id, join, device } = await openHall();
	yes(await evaluation.change(ORGANISER, id, 'open'));
	const shared = await join();
	for (let n = 1; n <= 4; n++) yes(await (await device(shared)).send(sheet(5, `Meins ${n}`)));
	yes(await (await device()).send(sheet(1, 'Fremdes')));
	// how many slips it was is known after the seats are gone as well
	yes(await house.changeDialogue(ORGANISER, id, { phase: 'closed' }));
	yes(await house.forgetSeats.now(ORGANISER, id));
	const { counted } = yes(await evaluation.change(ORGANISER, id, 'counted'));
	expect(counted).toMatchObject({ sheets: null });
	expect(JSON.stringify(counted)).not.toContain('Fremdes');
	expect(JSON.stringify(await house.records.list('evaluation'))).not.toContain('slipsMost');
});
