/** `shared`: several people write one after the other; the device becomes free by itself. `own`: one person's phone. */
export type DeviceUse = 'shared' | 'own';

const KEY = 'thementisch.device';
/** From this shorter side on a screen that is touched is taken for a tablet, in CSS pixels. */
const TABLET_PX_MIN = 600;

/** [TU1] What somebody has said, else a guess: a large screen that is touched lies on a table. */
export function deviceUse(): DeviceUse {
	return said() ?? (isTablet() ? 'shared' : 'own');
}

export function keepDeviceUse(use: DeviceUse): void {
	try {
		localStorage.setItem(KEY, use);
	} catch {
		// it holds for this page only
	}
}

function said(): DeviceUse | undefined {
	try {
		const word = localStorage.getItem(KEY);
		return word === 'shared' || word === 'own' ? word : undefined;
	} catch {
		return undefined; // storage is closed to us: the guess will do
	}
}

function isTablet(): boolean {
	const shorterPx = Math.min(screen.width, screen.height);
	return matchMedia('(pointer: coarse)').matches && shorterPx >= TABLET_PX_MIN;
}
