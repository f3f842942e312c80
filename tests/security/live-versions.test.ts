import fs from 'node:fs';
import { expect, test } from 'vitest';

/** Versions below these have known holes that a stranger's bytes reach. */
const AT_LEAST: Readonly<Record<string, string>> = {
	'socket.io-parser': '4.2.7',
	'engine.io': '6.6.7',
};

test('what reads strangers’ bytes on the live channel is at a version without known holes', () => {
	const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as {
		packages: Record<string, { version?: string }>;
	};
	for (const [name, least] of Object.entries(AT_LEAST)) {
		// wherever it is installed, at the top or below another package
		const found = Object.entries(packages).filter(([path]) =>
			path.endsWith(`node_modules/${name}`),
		);
		expect(found.length, name).toBeGreaterThan(0);
		for (const [path, { version = '0' }] of found)
			expect([path, version.localeCompare(least, 'en', { numeric: true }) >= 0]).toEqual([
				path,
				true,
			]);
	}
});
