import type { Report, ReportOrder } from '#server/ports/report-renderer.ts';
import type {
	EditionPreview,
	PreviewItem,
	PreviewPiece,
	PreviewText,
} from '#shared/edition-preview.ts';
import type { ResultsModel } from '#shared/results.ts';
import type { Block, CardBlock, Fact } from './blocks.ts';
import { minutesOf, PLAIN_ORDER } from './minutes.ts';
import type { Words } from './words.ts';

/** An edition for a page that shows it, made of the same blocks as the documents. */
export function drawPreview(
	results: ResultsModel,
	order: ReportOrder = PLAIN_ORDER,
): Promise<Report> {
	return Promise.resolve({
		bytes: new TextEncoder().encode(JSON.stringify(previewOf(results, order))),
		mediaType: 'application/json',
		extension: 'json',
	});
}

function previewOf(results: ResultsModel, order: ReportOrder): EditionPreview {
	const { name, title, facts, notice, blocks, language } = minutesOf(results, order);
	const inFrame = (text: string): PreviewText => ({ text, lang: language, dir: 'ltr' });

	/** Cards that follow each other are one list. */
	function* pieced(): Generator<PreviewPiece> {
		if (facts.length > 0) yield { kind: 'list', items: facts.map(factItem) };
		let items: PreviewItem[] = [];
		for (const block of blocks) {
			if (block.kind === 'card') {
				items.push(cardItem(block));
				continue;
			}
			if (items.length > 0) yield { kind: 'list', items };
			items = [];
			yield pieceOf(block);
		}
		if (items.length > 0) yield { kind: 'list', items };
	}

	function pieceOf(block: Exclude<Block, CardBlock>): PreviewPiece {
		switch (block.kind) {
			case 'heading':
				return { kind: 'heading', level: block.level, words: textOf(block.words) };
			case 'text':
				return { kind: 'text', words: textOf(block.words), isQuiet: block.look === 'quiet' };
			case 'list':
				return { kind: 'list', items: block.items.map((words) => item('', words)) };
			case 'facts':
				return { kind: 'list', items: block.rows.map(factItem) };
			case 'bars':
				return {
					kind: 'list',
					items: block.rows.map(({ label, words, about }) =>
						item(label, words, about === '' ? [] : [inFrame(about)]),
					),
				};
			case 'table':
				return {
					kind: 'table',
					columns: block.columns.map((column) => column.name),
					rows: block.rows.map((row) => row.map((cell) => cell.map(textOf))),
				};
		}
	}

	function cardItem({ label, words, about, more }: CardBlock): PreviewItem {
		const others = more.map((one) => {
			const { text, ...how } = textOf(one.words);
			return { text: `${one.label} ${text}`, ...how };
		});
		return item(label, words, [...(about === '' ? [] : [inFrame(about)]), ...others]);
	}

	return {
		name,
		title: textOf(title),
		...(notice !== undefined && { notice }),
		pieces: [...pieced()],
	};
}

function factItem({ label, value }: Fact): PreviewItem {
	return item(label, value);
}

function item(label: string, words: Words, about: readonly PreviewText[] = []): PreviewItem {
	return { label, words: textOf(words), about };
}

function textOf({ lines, lang, direction }: Words): PreviewText {
	return { text: lines.join('\n'), lang, dir: direction };
}
