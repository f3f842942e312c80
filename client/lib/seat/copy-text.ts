/** Puts text on the clipboard; also on plain HTTP, where browsers offer the old way only. @returns whether it is there */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

function copyBySelection(text: string): boolean {
	const field = document.createElement('textarea');
	field.value = text;
	field.readOnly = true;
	field.className = 'unseen';
	document.body.append(field);
	field.select();
	try {
		return document.execCommand('copy'); // deprecated, and all there is without HTTPS
	} finally {
		field.remove();
	}
}
