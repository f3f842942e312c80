import type { Question } from '#shared/schemas.ts';

/**
 * The three questions of a citizen dialogue, where the organiser does not ask others. The German wording is the one in
 * use. All other languages are unreviewed: each needs a native speaker's look before an event relies on it, and
 * "de-x-leicht" may be called Leichte Sprache only after a test group has checked it.
 */
export const DEFAULT_QUESTIONS: readonly Question[] = [
	{
		id: 'good',
		text: {
			de: 'Was läuft gut?',
			'de-x-leicht': 'Was ist schon gut?',
			en: 'What is going well?',
			fr: 'Qu’est-ce qui marche bien ?',
			ar: 'ما الذي يسير بشكل جيد؟',
			fa: 'چه چیزی خوب پیش می‌رود؟',
			prs: 'چی خوب پیش می‌رود؟',
			uk: 'Що працює добре?',
			ru: 'Что работает хорошо?',
			tr: 'Neler iyi gidiyor?',
			ti: 'እንታይ ጽቡቕ ይኸይድ ኣሎ?',
			kmr: 'Çi baş dimeşe?',
		},
	},
	{
		id: 'improve',
		text: {
			de: 'Was muss verbessert werden?',
			'de-x-leicht': 'Was soll besser werden?',
			en: 'What needs to be improved?',
			fr: 'Que faut-il améliorer ?',
			ar: 'ما الذي يجب تحسينه؟',
			fa: 'چه چیزی باید بهتر شود؟',
			prs: 'چی باید بهتر شود؟',
			uk: 'Що потрібно покращити?',
			ru: 'Что нужно улучшить?',
			tr: 'Neyin iyileştirilmesi gerekiyor?',
			ti: 'እንታይ ክመሓየሽ ኣለዎ?',
			kmr: 'Divê çi bê baştirkirin?',
		},
	},
	{
		id: 'need',
		text: {
			de: 'Was braucht es?',
			'de-x-leicht': 'Was brauchen wir noch?',
			en: 'What is needed?',
			fr: 'De quoi avons-nous besoin ?',
			ar: 'ما الذي نحتاج إليه؟',
			fa: 'به چه چیزی نیاز داریم؟',
			prs: 'به چی ضرورت داریم؟',
			uk: 'Що для цього потрібно?',
			ru: 'Что для этого нужно?',
			tr: 'Nelere ihtiyaç var?',
			ti: 'እንታይ የድልየና?',
			kmr: 'Pêwîstiya me bi çi heye?',
		},
	},
];
