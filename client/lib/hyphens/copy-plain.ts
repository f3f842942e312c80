const SOFT_HYPHEN = '\u00ad';

/** For `copy`: what was chosen, without the hyphens with which it is drawn. What stands in a field is copied as it is. */
export function copyPlain(event: ClipboardEvent): void {
	if ((event.target as Element | null)?.closest?.('input, textarea')) return;
	const words = getSelection()?.toString() ?? '';
	if (!words.includes(SOFT_HYPHEN)) return;
	event.clipboardData?.setData('text/plain', words.replaceAll(SOFT_HYPHEN, ''));
	event.preventDefault();
}
