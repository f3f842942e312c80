/** An element of an XML document; names with their prefix, as written. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly (XmlElement | string)[];
}

const NAME = /^[\p{L}_:][\p{L}\p{N}_:.-]*$/u;
const ATTRIBUTE = /\s+([^\s=]+)="([^"<]*)"/y;
const ENTITIES: Readonly<Record<string, string>> = {
	...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" },
};

/**
 * The root of a well-formed XML 1.0 document of the kind that offices read: no DOCTYPE, no comments, every prefix bound.
 * Throws at the first fault.
 */
export function parseXml(source: Uint8Array | string): XmlElement {
	const xml =
		typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
	if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml))
		throw new Error('a character that no XML may have');
	const open: {
		name: string;
		attributes: Record<string, string>;
		children: (XmlElement | string)[];
	}[] = [{ name: '', attributes: {}, children: [] }];
	const body = xml.replace(/^<\?xml [^?]*\?>\s*/, '');
	for (const [, tag, text] of body.matchAll(/<([^>]*)>|([^<]+)/g)) {
		const here = open.at(-1)!;
		if (text !== undefined) {
			if (text.includes(']]>')) throw new Error(']]> in a text');
			if (open.length === 1 && text.trim() !== '') throw new Error('text outside the root');
			here.children.push(decoded(text));
		} else if (tag!.startsWith('/')) {
			if (tag!.slice(1).trim() !== here.name) throw new Error(`</${here.name}> is missing`);
			open.pop();
		} else {
			const element = elementOf(tag!);
			here.children.push(element);
			if (!tag!.endsWith('/')) open.push(element);
		}
	}
	const [root, ...more] = open.pop()!.children.filter((child) => typeof child !== 'string');
	if (open.length > 0 || !root || more.length > 0) throw new Error('not one root');
	checkPrefixes(root, new Set(['xml', 'xmlns']));
	return root;
}

/** All elements of this name below, in order. */
export function elementsOf(root: XmlElement, name: string): XmlElement[] {
	const below = root.children.flatMap((child) =>
		typeof child === 'string' ? [] : elementsOf(child, name),
	);
	return root.name === name ? [root, ...below] : below;
}

/** All text below, in order. */
export function textOf(root: XmlElement): string {
	return root.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function elementOf(tag: string): {
	name: string;
	attributes: Record<string, string>;
	children: (XmlElement | string)[];
} {
	const name = /^[^\s/]+/.exec(tag)?.[0] ?? '';
	if (!NAME.test(name)) throw new Error('not the name of an element');
	const attributes: Record<string, string> = {};
	const end = tag.endsWith('/') ? tag.length - 1 : tag.length;
	ATTRIBUTE.lastIndex = name.length;
	let read = name.length;
	for (let found = ATTRIBUTE.exec(tag); found; found = ATTRIBUTE.exec(tag)) {
		const [, key, value] = found;
		if (!NAME.test(key!) || Object.hasOwn(attributes, key!))
			throw new Error(`attributes of ${name}`);
		attributes[key!] = decoded(value!);
		read = ATTRIBUTE.lastIndex;
	}
	if (tag.slice(read, end).trim() !== '') throw new Error(`attributes of ${name}`);
	return { name, attributes, children: [] };
}

function decoded(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/&([^;]*;)?/g, (all, name: string | undefined) => {
		const entity = name?.slice(0, -1) ?? '';
		const code = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(entity);
		if (code) return String.fromCodePoint(parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10));
		if (!Object.hasOwn(ENTITIES, entity)) throw new Error(`unknown entity ${all}`);
		return ENTITIES[entity]!;
	});
}

function checkPrefixes(
	{ name, attributes, children }: XmlElement,
	bound: ReadonlySet<string>,
): void {
	const own = Object.keys(attributes).flatMap((key) => /^xmlns:(.+)$/.exec(key)?.[1] ?? []);
	const here = new Set([...bound, ...own]);
	for (const used of [name, ...Object.keys(attributes)]) {
		const prefix = used.includes(':') ? used.split(':', 1)[0]! : 'xml';
		if (!here.has(prefix)) throw new Error(`the prefix of ${used} is bound to nothing`);
	}
	for (const child of children) if (typeof child !== 'string') checkPrefixes(child, here);
}
