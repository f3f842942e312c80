import type { AddressInfo } from 'node:net';

/** Tells the bench where a peer listens; the peer ends when the bench does. */
export function tellPort(address: AddressInfo | string | null): void {
	if (typeof address !== 'object' || address === null) throw new Error('no port');
	process.on('disconnect', () => process.exit(0));
	process.send?.(address.port);
}
