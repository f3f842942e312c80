/** How every browser test starts the system's Chromium (Debian package `chromium`; another path by `CHROMIUM`). */
export const chromium = {
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
	args: [
		'--no-sandbox', // needed as root and in most containers
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
};
