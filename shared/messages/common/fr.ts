// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'Un instant …',
	close: 'Fermer',
	cancel: 'Annuler',
	save: 'Enregistrer',
	undo: 'Annuler l’action',
	redo: 'Refaire',
	again: 'Réessayer',
	table: 'Table {theme}',
	cards: { one: '{n} carte', many: '{n} de cartes', other: '{n} cartes' },
	cardNumber: 'Carte {number}',
	networkOffline: 'Pas de connexion. Tout reste ici et sera envoyé plus tard.',
	networkConnecting: 'Connexion en cours …',
	networkPaused: 'L’enregistrement est en pause. Vous pouvez continuer à écrire.',
	networkBack: 'La connexion est rétablie.',
	linkOver: 'Ce lien n’est plus valable. Demandez-en un nouveau aux organisateurs.',
	dialogueErased: 'Cet événement a été supprimé.',
	dialogueClosed: 'Cet événement est terminé. Tout peut encore être lu.',
	notFound: 'Cette page n’existe pas.',
	toStart: 'Vers la page d’accueil',
	privacy: 'Mentions légales et données',
	accessibility: 'Accessibilité',
	faultHere: 'Quelque chose n’a pas fonctionné. Veuillez réessayer.',
	tooMany: 'Il y a eu trop d’essais. Veuillez attendre un moment.',
	tooLarge: 'C’est trop à la fois.',
	invalid: 'Veuillez vérifier ce que vous avez écrit.',
	serverUnreachable: 'Le serveur ne répond pas. Le Wi-Fi est-il activé ?',
	otherAddress:
		'Veuillez ouvrir l’adresse affichée à l’écran et sur les feuilles. Celle-ci ne convient pas.',
	storeUnavailable: 'L’enregistrement est impossible pour le moment. Veuillez réessayer bientôt.',
} satisfies Catalogue<typeof de>;
