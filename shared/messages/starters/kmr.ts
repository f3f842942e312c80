// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Wêne',
	pickThought: 'Mijar çi ye?',
	good: 'Yê baş diçe:',
	improve: 'Divê baştir bibe:',
	need: 'Pêwîst e:',
	housing: 'Xanî',
	work: 'Kar',
	language: 'Fêrbûna ziman',
	school: 'Dibistan',
	children: 'Zarok',
	offices: 'Daîre û kaxez',
	health: 'Tenduristî',
	traffic: 'Otobûs û tren',
	meeting: 'Hevdîtina mirovan',
	free: 'Dema vala û werziş',
	safety: 'Ewlehî',
	money: 'Pere',
	keyboard: 'Klavye',
	onScreen: 'Klavyeya li ser ekranê',
	space: 'Valahî',
	remove: 'Tîpekê jê bibe',
	newLine: 'Rêza nû',
	capitals: 'Tîpên mezin',
	digits: 'Hejmar û nîşan',
	letters: 'Tîp',
	forms: 'Formên tîpê',
	cannotLoad: 'Ev niha nayê barkirin. Girêdan pêwîst e.',
	wasStacked: 'Li ser tîpekê gelek nîşan hebûn: hatin rakirin.',
} satisfies Catalogue<typeof de>;
