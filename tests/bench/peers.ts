import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { hasRedis } from '#tests/support/redis-server.ts';
import { LIMITS_OF_NODE, ours, PEERS, type Contender } from './contenders.ts';

const FOLDER = path.join(import.meta.dirname, 'peers');

/** Everybody who can be measured here; what is missing is said in one sentence each. */
export function contenders(profiles?: string): Contender[] {
	const isThere = installPeers();
	if (!isThere)
		console.log(
			'The peers could not be installed (is there a network?): only the bare relays stand beside this server.',
		);
	const hasNoRedis = !hasRedis();
	if (hasNoRedis) console.log('There is no redis-server: everything on Redis is left out.');
	return [...ours(profiles), ...(isThere ? PEERS : []), ...LIMITS_OF_NODE].filter(
		({ store }) => store !== 'redis' || !hasNoRedis,
	);
}

/** They have a package of their own, so that nobody installs them with the product. */
function installPeers(): boolean {
	const done = path.join(FOLDER, 'node_modules/.package-lock.json');
	const lock = path.join(FOLDER, 'package-lock.json');
	const isFresh = fs.existsSync(done) && fs.statSync(done).mtimeMs >= fs.statSync(lock).mtimeMs;
	if (isFresh) return true;
	console.log('installing the peers in tests/bench/peers …');
	// their native parts are prebuilt: no install script is needed
	const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
	return spawnSync('npm', args, { cwd: FOLDER, stdio: 'ignore' }).status === 0;
}
