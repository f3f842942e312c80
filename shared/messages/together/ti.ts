// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	sort: 'ስርዑ',
	sortCard: 'ካርድ {number} ስርዑ',
	toQuestion: 'እዚ ካርድ ናይ ኣየናይ ሕቶ እዩ?',
	toGroup: 'ናብ ኣየናይ ጉጅለ?',
	noName: 'ስም ዘይብሉ ጉጅለ',
	outOfGroup: 'ካብቲ ጉጅለ ኣውጽእዎ',
	newGroup: 'ሓድሽ ጉጅለ ምስዚ ካርድ',
	groupName: 'ስም ናይቲ ጉጅለ',
	makeGroup: 'ጉጅለ ፍጠሩ',
	nameGroup: 'ስም ናይቲ ጉጅለ ቀይሩ',
	refused: 'ሕጂ ኣይከኣልን። እቲ ካርድ ኣብ ቦታኡ ኣሎ። በጃኹም እንደገና ፈትኑ።',
} as const satisfies Catalogue<typeof de>;
