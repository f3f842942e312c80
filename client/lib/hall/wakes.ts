/**
 * Calls back when this page wakes up or hears of a network: then waiting sockets should not wait any longer.
 *
 * @returns ends it
 */
export function wakes(onwake: () => void): () => void {
	const shown = (): void => {
		if (document.visibilityState === 'visible') onwake();
	};
	addEventListener('online', onwake);
	addEventListener('pageshow', onwake);
	document.addEventListener('visibilitychange', shown);
	return () => {
		removeEventListener('online', onwake);
		removeEventListener('pageshow', onwake);
		document.removeEventListener('visibilitychange', shown);
	};
}
