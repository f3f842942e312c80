// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	invite: 'با ما بنویسید، به زبان خودتان.',
	scan: 'کد QR را با دوربین تلفن خود باز کنید.',
	type: 'یا نشانی را باز کنید و کد را وارد کنید.',
	free: 'بدون ثبت‌نام. نام شما هیچ‌جا نوشته نمی‌شود.',
} as const satisfies Catalogue<typeof de>;
