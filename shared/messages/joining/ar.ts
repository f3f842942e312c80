// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'شاركوا بالكتابة، بلغتكم.',
	scan: 'افتحوا رمز QR بكاميرا هاتفكم.',
	type: 'أو افتحوا العنوان واكتبوا الرمز.',
	free: 'دون تسجيل. لا يظهر اسمكم في أي مكان.',
} as const satisfies Catalogue<typeof de>;
