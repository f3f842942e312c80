// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'ምሳና ጽሓፉ፣ ብቋንቋኹም።',
	scan: 'ነቲ QR ኮድ ብካሜራ ተሌፎንኩም ክፈትዎ።',
	type: 'ወይ ነቲ ኣድራሻ ክፈቱ፣ ነቲ ኮድ ድማ ጽሓፉ።',
	free: 'ብዘይ ምዝገባ። ስምኩም ኣብ ዝኾነ ቦታ ኣይርአን።',
} as const satisfies Catalogue<typeof de>;
