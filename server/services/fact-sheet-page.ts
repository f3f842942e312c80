import { createHash } from 'node:crypto';
import { linesIn, SHEET_FACTS, type PublishedSheet } from '#shared/fact-sheet.ts';

/** A page that needs no script, loads nothing and says nothing about itself to anybody. */
const STYLE = `:root{color-scheme:light dark;--ground:light-dark(#f6f0e6,#1b1815);--sheet:light-dark(#fffdf8,#262220);
--text:light-dark(#221e19,#f3ede4);--beside:light-dark(#5a5147,#c5bbae);--line:light-dark(#ddd2c0,#453f39);--accent:light-dark(#0d5a5e,#7fd1cd)}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--text);font:1.125rem/1.5 'Noto Sans',system-ui,sans-serif}
main{max-inline-size:48rem;margin:0 auto;padding:clamp(1rem,4vw,3rem) clamp(1rem,4vw,2rem)}
article{background:var(--sheet);padding:clamp(1.25rem,5vw,3rem);border-radius:.75rem;border-block-start:.4rem solid var(--accent)}
.kind{margin:0;color:var(--accent);font-weight:700}h1{margin:.25rem 0;font-size:clamp(1.75rem,5vw,2.5rem);line-height:1.2;overflow-wrap:anywhere}
.when{margin:0;color:var(--beside)}section{margin-block-start:1.75rem;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}
h2{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3}section p,ul{margin:0 0 .35rem;max-inline-size:38rem;overflow-wrap:anywhere}ul{padding-inline-start:1.25em}li{padding-block:.1rem}
dl{margin:1.5rem 0 0}dl div{display:grid;gap:0 1.5rem;padding-block:.5rem;border-block-start:1px solid var(--line)}dt{color:var(--beside)}
dd{margin:0;overflow-wrap:anywhere}dd p{margin:0}@media (min-width:36rem){dl div{grid-template-columns:14rem 1fr}}
@media print{body{background:#fff;color:#000;font-size:11pt}main,article{padding:0;max-inline-size:none;border:0}section{break-inside:avoid}h2{break-after:avoid}@page{margin:20mm}}`;

/** What its answer may load: its own style, known by its hash. */
export const SHEET_POLICY =
	`default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface PageWords {
	readonly title: string;
	readonly heldOn: string;
	readonly notFound: string;
}

/** A published fact sheet as one HTML page. Whatever somebody wrote stands there literally. */
export function sheetPage(sheet: PublishedSheet, words: PageWords): string {
	const when = words.heldOn
		.replace('{place}', () => sheet.place)
		.replace('{date}', () => sheet.date.split('-').reverse().join('.'));
	const body =
		`<p class="kind">${literal(words.title)}</p><h1 dir="auto">${literal(sheet.title)}</h1>` +
		`<p class="when">${literal(when)}</p>${facts(sheet)}` +
		sheet.entries
			.filter((entry) => !isFact(entry))
			.map(section)
			.join('');
	return page(`${sheet.title} – ${words.title}`, sheet.listed, body);
}

/** The page where there is none. */
export function noSheetPage(words: PageWords): string {
	return page(
		words.title,
		false,
		`<h1>${literal(words.title)}</h1><p>${literal(words.notFound)}</p>`,
	);
}

type Entry = PublishedSheet['entries'][number];

function isFact({ id }: Entry): boolean {
	return SHEET_FACTS.includes(id);
}

/** The town in short facts. */
function facts({ entries }: PublishedSheet): string {
	const rows = entries.filter(isFact).map(({ heading, text }) => {
		const lines = text.split('\n').map((line) => element('p', line));
		return `<div><dt>${literal(heading)}</dt><dd>${lines.join('')}</dd></div>`;
	});
	return rows.length > 0 ? `<dl>${rows.join('')}</dl>` : '';
}

function section({ heading, text }: Entry): string {
	const parts = linesIn(text).map(({ kind, lines }) =>
		kind === 'list'
			? `<ul>${lines.map((line) => element('li', line)).join('')}</ul>`
			: lines.map((line) => element('p', line)).join(''),
	);
	return `<section><h2>${literal(heading)}</h2>${parts.join('')}</section>`;
}

/** Somebody's words, in their own direction. */
function element(name: 'p' | 'li', line: string): string {
	return `<${name} dir="auto">${literal(line)}</${name}>`;
}

function page(title: string, listed: boolean, body: string): string {
	return (
		'<!doctype html><html lang="de"><head><meta charset="utf-8">' +
		'<meta name="viewport" content="width=device-width, initial-scale=1">' +
		`${listed ? '' : '<meta name="robots" content="noindex, nofollow">'}` +
		`<title>${literal(title)}</title><style>${STYLE}</style></head>` +
		`<body><main><article>${body}</article></main></body></html>\n`
	);
}

const SIGNS: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
function literal(text: string): string {
	// control characters and halves of characters are no text of HTML
	const fit = text.toWellFormed().replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
	return fit.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
}
