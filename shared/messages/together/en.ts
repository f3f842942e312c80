import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'Sort',
	sortCard: 'Sort card {number}',
	toQuestion: 'Which question does the card belong to?',
	toGroup: 'Into which group?',
	noName: 'Group without a name',
	outOfGroup: 'Take it out of the group',
	newGroup: 'New group with this card',
	groupName: 'Name of the group',
	makeGroup: 'Make the group',
	nameGroup: 'Rename the group',
	refused: 'This is not possible now. The card hangs where it was. Please try again.',
} satisfies Catalogue<typeof de>;
