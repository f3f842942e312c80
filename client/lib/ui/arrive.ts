/**
 * For what somebody should meet first on a screen that has just come (a heading, the main part; with `tabindex="-1"`): keys
 * and screen readers go on from there. What has the focus already keeps it.
 */
export function arrive(first: HTMLElement): void {
	if (document.activeElement === document.body) first.focus({ preventScroll: true });
}
