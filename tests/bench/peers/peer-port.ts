import type { AddressInfo } from 'node:net';

/** Where a peer is to listen; 0: anywhere. After its restart its clients come back to the same port. */
export const peerPort = (): number => Number(process.env['PEER_PORT'] ?? 0);

/** Tells the bench where a peer listens; the peer ends when the bench does. */
export function tellPort(address: AddressInfo | string | null): void {
	if (typeof address !== 'object' || address === null) throw new Error('no port');
	process.on('disconnect', () => process.exit(0));
	process.send?.(address.port);
}
