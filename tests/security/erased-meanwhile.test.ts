import { expect, test } from 'vitest';
import { blind } from '#lib/evaluation/blind.ts';
import { MemoryRecords } from '#server/adapters/memory/records.ts';
import { random } from '#server/adapters/system/random.ts';
import type { Kind } from '#server/ports/records.ts';
import { memoryStores } from '#tests/support/http-house.ts';
import { changed } from '#tests/support/late-records.ts';
import { no, ORGANISER, setUpUseCases, yes } from '#tests/support/use-cases.ts';

const KINDS = [
	'about',
	'logo',
	'factSheet',
	'evaluation',
	'evaluationSlips',
	'evaluationSheets',
] as const satisfies readonly Kind[];

test.each(KINDS)(
	'[DI9] %s: what is written while the dialogue is erased leaves nothing',
	async (kind) => {
		const original = new MemoryRecords();
		let times = 0;
		const records = changed(original, {
			write: async (writes) => {
				// the erasing comes between the reading that found the dialogue and this write
				const [first] = writes;
				if (first?.kind === kind && times++ === 0) await original.erase(first.dialogue!);
				return original.write(writes);
			},
		});
		const house = setUpUseCases({ ...memoryStores(), records });
		const { dialogue } = await house.create();
		const { id, code } = dialogue;
		const {
			aboutDialogue: about,
			evaluationDialogue: evaluation,
			factSheetDialogue: sheet,
		} = house;
		const { token } = yes(await house.join({ code }, { address: '10.0.0.1' }));
		const seat = (await house.authenticate(token))!;

		async function answered() {
			const opened = await evaluation.change(ORGANISER, id, 'open');
			if (!opened.ok) return opened;
			const asked = await evaluation.read(seat, id);
			if (!asked.ok) return asked;
			const slip = blind(asked.value.modulus!, random);
			const signed = await evaluation.slip(seat, id, slip.blinded);
			if (!signed.ok) return signed;
			const signature = slip.unblind(signed.value)!;
			return evaluation.answer(id, { slip: slip.slip, signature, sheet: { steps: {}, texts: {} } });
		}
		const write = {
			about: () => about.change(ORGANISER, id, { aim: 'Zuhören' }),
			logo: () => about.setLogo(ORGANISER, id, { type: 'image/png', base64: 'AAAA' }),
			factSheet: () => sheet.change(ORGANISER, id, { published: true, listed: true }),
			evaluation: answered,
			evaluationSlips: answered,
			evaluationSheets: answered,
		}[kind];
		expect(no(await write())).toBe('dialogue/not-found');
		expect(times).toBe(1);
		for (const left of KINDS) expect([left, await original.list(left)]).toEqual([left, []]);
	},
);
