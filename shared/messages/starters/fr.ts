// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'Images',
	pickThought: 'De quoi s’agit-il ?',
	good: 'Ce qui va bien :',
	improve: 'À améliorer :',
	need: 'Il faut :',
	housing: 'Logement',
	work: 'Travail',
	language: 'Apprendre la langue',
	school: 'École',
	children: 'Enfants',
	offices: 'Administrations et papiers',
	health: 'Santé',
	traffic: 'Bus et train',
	meeting: 'Rencontres',
	free: 'Loisirs et sport',
	safety: 'Sécurité',
	money: 'Argent',
	keyboard: 'Clavier',
	onScreen: 'Clavier à l’écran',
	space: 'Espace',
	remove: 'Effacer un caractère',
	newLine: 'Nouvelle ligne',
	capitals: 'Majuscules',
	digits: 'Chiffres et signes',
	letters: 'Lettres',
	forms: 'Formes de la lettre',
	cannotLoad: 'Impossible à charger pour le moment. Il faut une connexion.',
	wasStacked: 'Trop d’accents sur un même caractère : ils ont été retirés.',
} satisfies Catalogue<typeof de>;
