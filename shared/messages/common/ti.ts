// unreviewed: needs a native speaker
import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	thementisch: 'Thementisch',
	loading: 'ሓንሳብ ተጸበዩ …',
	close: 'ዕጸው',
	cancel: 'ሰርዝ',
	save: 'ዓቅብ',
	undo: 'ናብ ዝነበሮ መልስ',
	redo: 'ደጊምካ ግበር',
	again: 'እንደገና ፈትኑ',
	table: 'ጣውላ {theme}',
	cards: { one: '{n} ካርድ', other: '{n} ካርድታት' },
	cardNumber: 'ካርድ {number}',
	networkOffline: 'መርበብ የለን። ኩሉ ኣብዚ ይጸንሕ፣ ድሓር ክለኣኽ እዩ።',
	networkConnecting: 'ይራኸብ ኣሎ …',
	networkPaused: 'ምዕቃብ ንግዚኡ ደው ኢሉ ኣሎ። ምጽሓፍ ቀጽሉ።',
	networkBack: 'መርበብ ተመሊሱ።',
	linkOver: 'እዚ መላግቦ ደጊም ኣይሰርሕን። በጃኹም ካብ ኣዳለውቲ ሓድሽ ሕተቱ።',
	dialogueErased: 'እዚ መድረኽ ተደምሲሱ።',
	dialogueClosed: 'እዚ መድረኽ ተወዲኡ። ኩሉ ጌና ክንበብ ይከኣል።',
	notFound: 'እዚ ገጽ የለን።',
	toStart: 'ናብ መጀመርታ ገጽ',
	privacy: 'ሓላፍነትን ምክልኻል ሓበሬታን',
	accessibility: 'ንኹሉ ተበጻሒነት',
	faultHere: 'ጌጋ ኣጋጢሙ። በጃኹም እንደገና ፈትኑ።',
	tooMany: 'ብዙሕ ፈተነ ኔሩ። በጃኹም ቁሩብ ተጸበዩ።',
	tooLarge: 'እዚ ብሓንሳብ ብዙሕ እዩ።',
	invalid: 'በጃኹም ዝጸሓፍኩምዎ ርኣዩ።',
	serverUnreachable: 'ሰርቨር ክርከብ ኣይተኻእለን። Wi-Fi ተወሊዑ ድዩ?',
	storeUnavailable: 'ሕጂ ክዕቀብ ኣይከኣልን። በጃኹም ድሓር ፈትኑ።',
} satisfies Catalogue<typeof de>;
