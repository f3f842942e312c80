// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'Bi me re binivîsin, bi zimanê xwe.',
	scan: 'Koda QR bi kameraya telefona xwe vekin.',
	type: 'An jî navnîşanê vekin û kodê binivîsin.',
	free: 'Bê qeydkirin. Navê we li tu derê tune ye.',
} as const satisfies Catalogue<typeof de>;
