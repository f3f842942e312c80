// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	pictures: 'ስእልታት',
	pickThought: 'ብዛዕባ እንታይ እዩ?',
	good: 'ጽቡቕ ዝኸይድ ዘሎ፦',
	improve: 'ክመሓየሽ ዘለዎ፦',
	need: 'ዘድሊ፦',
	housing: 'መንበሪ ገዛ',
	work: 'ስራሕ',
	language: 'ቋንቋ ምምሃር',
	school: 'ቤት ትምህርቲ',
	children: 'ቆልዑ',
	offices: 'ቤት ጽሕፈታትን ወረቓቕትን',
	health: 'ጥዕና',
	traffic: 'ኣውቶቡስን ባቡርን',
	meeting: 'ምስ ሰባት ምርኻብ',
	free: 'ትርፊ ግዜን ስፖርትን',
	safety: 'ድሕነት',
	money: 'ገንዘብ',
	keyboard: 'ኪቦርድ',
	onScreen: 'ኣብ ስክሪን ዘሎ ኪቦርድ',
	space: 'ባዶ ቦታ',
	remove: 'ፊደል ደምስሱ',
	newLine: 'ሓድሽ መስመር',
	capitals: 'ዓበይቲ ፊደላት',
	digits: 'ቁጽርታትን ምልክታትን',
	letters: 'ፊደላት',
	forms: 'ቅርጽታት ናይቲ ፊደል',
	cannotLoad: 'እዚ ሕጂ ክጽዓን ኣይከኣልን። ርክብ የድሊ።',
	wasStacked: 'ኣብ ሓደ ፊደል ኣዝዩ ብዙሕ ምልክታት ነይሩ፦ ተኣልዩ።',
} satisfies Catalogue<typeof de>;
