/** A keyboard of one script: rows of letters as people know them, in the order in which they are read. */
export interface Keyboard {
	readonly rows: readonly (readonly string[])[];
	/** The second page: digits and signs. */
	readonly signs: readonly (readonly string[])[];
	/** What stands beside the blank. */
	readonly comma: string;
	readonly stop: string;
	/** The letters have capitals. */
	readonly capitals: boolean;
	/** Other forms of a letter, offered when it was typed. */
	readonly forms: Readonly<Record<string, string>>;
	/** Keys whose letter cannot be seen. */
	readonly names?: Readonly<Record<string, string>>;
}

const rows = (...lines: string[]): string[][] => lines.map((line) => line.split(' '));

const EUROPEAN = rows('1 2 3 4 5 6 7 8 9 0', '? ! : ; - ( ) „ “ ’', '€ % + = / & @ § # "');
const LATIN = { signs: EUROPEAN, comma: ',', stop: '.', capitals: true, forms: {} };
const ARABIC = {
	signs: rows('1 2 3 4 5 6 7 8 9 0', '؟ ! : ؛ - ( ) « » "', '€ % + = / & @ # ٪ ـ'),
	comma: '،',
	stop: '.',
	capitals: false,
};

const english: Keyboard = {
	...LATIN,
	rows: rows('q w e r t y u i o p', 'a s d f g h j k l ’', 'z x c v b n m ? !'),
};
const german: Keyboard = {
	...LATIN,
	rows: rows('q w e r t z u i o p ü', 'a s d f g h j k l ö ä', 'y x c v b n m ß ? !'),
};
const french: Keyboard = {
	...LATIN,
	rows: rows('a z e r t y u i o p', 'q s d f g h j k l m', 'w x c v b n é è à ç ’'),
	forms: { a: 'àâæ', c: 'ç', e: 'éèêë', i: 'îï', o: 'ôœ', u: 'ùûü' },
};
const turkish: Keyboard = {
	...LATIN,
	rows: rows('q w e r t y u ı o p ğ ü', 'a s d f g h j k l ş i', 'z x c v b n m ö ç ? !'),
};
const kurmanji: Keyboard = {
	...LATIN,
	rows: rows('q w e r t y u i o p û', 'a s d f g h j k l ş î', 'z x c v b n m ê ç ? !'),
};
const ukrainian: Keyboard = {
	...LATIN,
	rows: rows('й ц у к е н г ш щ з х ї', 'ф і в а п р о л д ж є', 'я ч с м и т ь б ю ґ ’ ?'),
};
const russian: Keyboard = {
	...LATIN,
	rows: rows('й ц у к е н г ш щ з х ъ', 'ф ы в а п р о л д ж э', 'я ч с м и т ь б ю ё ?'),
};
const arabic: Keyboard = {
	...ARABIC,
	rows: rows('ض ص ث ق ف غ ع ه خ ح ج د', 'ش س ي ب ل ا ت ن م ك ط', 'ئ ء ؤ ر ى ة و ز ظ ذ ؟'),
	forms: { ا: 'أإآٱ', ي: 'ىئ', و: 'ؤ', ه: 'ة', ك: 'گ', ب: 'پ', ف: 'ڤ', ج: 'چ' },
};
const persian: Keyboard = {
	...ARABIC,
	rows: rows('ض ص ث ق ف غ ع ه خ ح ج چ', 'ش س ی ب ل ا ت ن م ک گ', 'ظ ط ژ ز ر ذ د پ و ئ \u200C'),
	forms: { ا: 'آأ', ه: 'هٔة', ی: 'ئ', و: 'ؤ' },
	names: { '\u200C': 'نیم‌فاصله' },
};
const ethiopic: Keyboard = {
	rows: rows(
		'ሀ ለ ሐ መ ረ ሰ ሸ ቀ ቐ በ ተ ቸ',
		'ነ ኘ አ ከ ኸ ወ ዐ ዘ ዠ የ ደ ጀ',
		'ገ ጠ ጨ ጰ ጸ ፈ ፐ ቨ ሠ ፀ ኀ ቈ',
		'ኰ ዀ ጐ ቘ',
	),
	signs: rows('1 2 3 4 5 6 7 8 9 0', '። ፣ ፤ ፥ ፦ ፧ ? !', '( ) « » € % + = / @'),
	comma: '፣',
	stop: '።',
	capitals: false,
	forms: {},
};

const KEYBOARDS: Readonly<Record<string, Keyboard>> = {
	de: german,
	en: english,
	fr: french,
	ar: arabic,
	fa: persian,
	prs: persian,
	uk: ukrainian,
	ru: russian,
	tr: turkish,
	kmr: kurmanji,
	ti: ethiopic,
};

/** The keyboard on which a language is written. */
export function keyboardFor(lang: string): Keyboard {
	return KEYBOARDS[lang] ?? KEYBOARDS[lang.split('-', 1)[0]!] ?? english;
}

/** [KB2] A letter as a capital, as its language has it: `i` is `İ` in Turkish, `ß` stays one letter. */
export function capital(letter: string, lang: string): string {
	return letter === 'ß' ? 'ẞ' : letter.toLocaleUpperCase(lang === 'tr' ? 'tr' : 'en');
}

/** [KB3] The other forms of a letter that was typed: accents, or the vowels of an Ethiopic consonant, this one among them. */
export function formsOf(letter: string, { forms }: Keyboard): readonly string[] {
	const code = letter.codePointAt(0) ?? 0;
	if (code >= ETHIOPIC_FIRST && code <= ETHIOPIC_LAST) return vowels(code);
	const own = forms[letter] ?? forms[letter.toLowerCase()];
	if (own === undefined) return [];
	const isCapital = letter !== letter.toLowerCase();
	return [
		letter,
		...own.match(/\P{M}\p{M}*/gu)!.map((one) => (isCapital ? capital(one, '') : one)),
	];
}

/** Ethiopic letters stand in series of eight: a consonant and its vowels, with gaps where a form does not exist. */
const ETHIOPIC_FIRST = 0x1200;
const ETHIOPIC_LAST = 0x1357;
function vowels(code: number): readonly string[] {
	const first = code - (code % 8);
	return Array.from({ length: 8 }, (_, order) => String.fromCodePoint(first + order)).filter(
		(letter) => /\p{L}/u.test(letter),
	);
}
