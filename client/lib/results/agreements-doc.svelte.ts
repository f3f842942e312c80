import * as Y from 'yjs';
import { rankAt } from '#lib/board/placing.ts';
import { replaceText } from '#lib/board/text-edits.ts';
import { DESK } from '#shared/desk.ts';
import { newId } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';
import { between, byRank } from '#shared/rank.ts';
import { agreementIn, WHO, type Agreement, type AgreementKind } from './agreement.ts';
import { UndoableDoc, type Root } from './undoable-doc.ts';

/** The recommendations and measures of the minutes, as components read and write them: rules ED3–ED5. */
export class AgreementsDoc extends UndoableDoc {
	readonly #agreed: Readonly<Record<AgreementKind, Root>>;

	/** @param roots - further ones of the document */
	constructor(doc: Y.Doc, roots: readonly string[]) {
		super(doc, [...roots, DESK.recommendations, DESK.measures]);
		this.#agreed = {
			recommendations: this.root(DESK.recommendations),
			measures: this.root(DESK.measures),
		};
	}

	/** In their order. [ED5] What is none is not among them. */
	agreed(kind: AgreementKind): readonly Agreement[] {
		return [...this.#agreed[kind].seen]
			.flatMap(([id, fields]) => agreementIn(kind, id, fields) ?? [])
			.sort(byRank);
	}

	/** [ED3] Behind the others; undefined: there are too many. */
	add(kind: AgreementKind, text = '', from: readonly string[] = []): string | undefined {
		const root = this.#agreed[kind].map;
		if (root.size >= LIMITS.agreementsPerDialogueMax) return undefined;
		const id = newId('m_', (bytes) => crypto.getRandomValues(bytes));
		const last = this.agreed(kind).at(-1)?.rank ?? '';
		this.act(() => {
			const entries: [string, unknown][] = [
				['text', new Y.Text(text.slice(0, LIMITS.agreementCharsMax))],
				[WHO[kind], new Y.Text()],
				['rank', between(last, '')],
				['from', [...from]],
			];
			root.set(id, new Y.Map(entries));
		});
		return id;
	}

	remove(kind: AgreementKind, id: string): void {
		this.act(() => this.#agreed[kind].map.delete(id));
	}

	set(agreement: Agreement, field: string, value: string): void {
		this.act(() => {
			if (value === '') agreement.fields.delete(field);
			else agreement.fields.set(field, value);
		});
	}

	/** By one place. */
	move(kind: AgreementKind, id: string, by: -1 | 1): void {
		const all = this.agreed(kind);
		const at = all.findIndex((one) => one.id === id);
		const one = all[at];
		if (!one || !all[at + by]) return;
		const others = all.filter((other) => other !== one);
		this.act(() => rankAt(one, others, at + by, true));
	}

	/** Typing into a shared text of this document. */
	readonly typing = {
		write: (text: Y.Text, wanted: string): void =>
			this.write(() => replaceText(text, wanted.slice(0, LIMITS.agreementCharsMax))),
		separate: (): void => this.separate(),
	};
}
