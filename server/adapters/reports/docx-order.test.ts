import { expect, test } from 'vitest';
import { manyCards } from '#tests/support/hostile-results.ts';
import { PIXEL, richResults } from '#tests/support/sample-results.ts';
import { unzip } from '#tests/support/unzip.ts';
import { parseXml, type XmlElement } from '#tests/support/xml.ts';
import { EDITIONS } from '#shared/results.ts';
import { drawDocx } from './docx.ts';

/** What may stand in these elements, in the only order that Word takes: ECMA-376, part 1, annex A. */
const ORDER: Readonly<Record<string, string>> = {
	'w:pPr':
		'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs' +
		' suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd' +
		' snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment' +
		' textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
	'w:rPr':
		'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish' +
		' webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang' +
		' eastAsianLayout specVanish oMath',
	'w:tbl': 'tblPr tblGrid tr',
	'w:tblPr':
		'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd' +
		' tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
	'w:tblCellMar': 'top left bottom right',
	'w:tr': 'tblPrEx trPr tc',
	'w:tc': 'tcPr p',
	'w:tcPr':
		'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers',
	'w:sectPr':
		'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols' +
		' formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
	'w:style':
		'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal' +
		' rsid pPr rPr tblPr',
	'w:docDefaults': 'rPrDefault pPrDefault',
	'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
	'w:numbering': 'numPicBullet abstractNum num',
	'w:settings': 'updateFields hdrShapeDefaults footnotePr endnotePr compat',
	'wp:inline': 'extent effectExtent docPr cNvGraphicFramePr graphic',
	'wp:anchor':
		'simplePos positionH positionV extent effectExtent wrapSquare docPr cNvGraphicFramePr graphic',
	'pic:pic': 'nvPicPr blipFill spPr',
};
/** Of these there is one and no more. */
const ONCE = ['w:pPr', 'w:rPr', 'w:tblPr', 'w:tcPr'];

/** Where something stands at a wrong place, as `parent: child behind child`. */
function faultsIn(element: XmlElement): string[] {
	const children = element.children.filter((child) => typeof child !== 'string');
	const order = ORDER[element.name]?.split(' ');
	const places = order && children.map(({ name }) => order.indexOf(name.split(':')[1]!));
	const wrong = (places ?? []).flatMap((place, at) => {
		const before = places![at - 1] ?? -1;
		const isTwice = place === before && ONCE.includes(element.name);
		return place < 0 || place < before || isTwice
			? [`${element.name}: ${children[at]!.name} behind ${children[at - 1]?.name ?? 'nothing'}`]
			: [];
	});
	// properties stand before everything that they are about
	const first = ['w:p', 'w:r', 'w:tr', 'w:tc'].includes(element.name) ? `${element.name}Pr` : '';
	const late =
		children.findIndex(({ name }) => name === first) > 0 ? [`${first} is not first`] : [];
	const cell =
		element.name === 'w:tc' && children.at(-1)?.name !== 'w:p' ? ['a cell ends oddly'] : [];
	return [...wrong, ...late, ...cell, ...children.flatMap(faultsIn)];
}

test.each(EDITIONS)(
	'[A24] "%s": all elements stand in the order of the standard',
	async (edition) => {
		const order = { edition, language: 'de', logo: { type: 'image/png', base64: PIXEL } } as const;
		const { tables, questions, counts } = manyCards(40);
		for (const results of [richResults(), { ...richResults(), tables, questions, counts }]) {
			const files = unzip((await drawDocx(results, order)).bytes);
			const parts = [...files].filter(
				([path]) => path.startsWith('word/') && path.endsWith('.xml'),
			);
			expect(parts.length).toBeGreaterThan(4);
			const faults = parts.flatMap(([, bytes]) => faultsIn(parseXml(bytes)));
			expect([...new Set(faults)]).toEqual([]);
		}
	},
);
