// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Bîskekê …',
	close: 'Bigire',
	cancel: 'Dev jê berde',
	save: 'Tomar bike',
	undo: 'Vegerîne',
	redo: 'Dîsa bike',
	again: 'Dîsa biceribîne',
	table: 'Maseya {theme}',
	cards: { one: '{n} kart', other: '{n} kart' },
	cardNumber: 'Karta {number}',
	networkOffline: 'Girêdan tune. Her tişt li vir dimîne û paşê tê şandin.',
	networkConnecting: 'Tê girêdan …',
	networkPaused: 'Tomarkirin demekê rawestiya. Nivîsandinê bidomînin.',
	networkBack: 'Girêdan dîsa heye.',
	linkOver: 'Ev girêdan êdî ne derbasdar e. Ji kerema xwe ji rêxistinkaran yeka nû bixwazin.',
	dialogueErased: 'Ev bername hat jêbirin.',
	dialogueClosed: 'Ev bername qediya. Her tişt hîn dikare were xwendin.',
	notFound: 'Rûpeleke wiha tune.',
	toStart: 'Ber bi rûpela destpêkê',
	privacy: 'Berpirsiyar û parastina daneyan',
	accessibility: 'Gihîştina ji bo her kesî',
	faultHere: 'Tiştek xelet çû. Ji kerema xwe dîsa biceribînin.',
	tooMany: 'Gelek ceribandin çêbûn. Ji kerema xwe hinekî bisekinin.',
	tooLarge: 'Ev bi carekê pir zêde ye.',
	invalid: 'Ji kerema xwe nivîsa xwe kontrol bikin.',
	serverUnreachable: 'Server nayê dîtin. Wi-Fi vekirî ye?',
	otherAddress:
		'Ji kerema xwe navnîşana ku li ser perdeyê û li ser kaxezan nivîsandî ye vekin. Bi vê yekê nabe.',
	storeUnavailable: 'Niha nayê tomarkirin. Ji kerema xwe piştî bîskekê dîsa biceribînin.',
} satisfies Catalogue<typeof de>;
