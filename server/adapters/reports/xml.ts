/** A text inside an element or an attribute. Control characters and halves of characters were taken out before. */
export function escapedXml(text: string): string {
	return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
}
const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
};

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
