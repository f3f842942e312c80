import { directionOf } from '#shared/languages.ts';
import { languageFor, messagesIn, type Area, type Messages } from '#shared/messages/messages.ts';

/**
 * What this page speaks. A route names the areas it needs in its `load`, so texts are there before anything is drawn;
 * `choose` changes all of them at once.
 */
class Spoken {
	/** The language somebody chose; an area without it answers in the nearest one. */
	language = $state('de');
	/** The one that is on its way: what is loaded meanwhile has to come in this one, too. */
	#wanted = 'de';
	#areas = $state.raw<{ readonly [A in Area]?: Messages<A> }>({});

	/** The texts of an area that the route has asked for. */
	in<A extends Area>(area: A): Messages<A> {
		const messages = this.#areas[area];
		if (!messages) throw new Error(`the route must need('${area}') in its load`);
		return messages;
	}

	/** Loads areas that are not there yet. Layout and page load at the same time: in the language that is wanted at the end. */
	async need(...areas: readonly Area[]): Promise<void> {
		const missing = areas.filter((area) => !this.#areas[area]);
		for (let language: string | undefined; language !== this.#wanted;) {
			language = this.#wanted;
			await this.#load(missing, language);
		}
	}

	/** Rejects, and changes nothing, when the texts cannot be fetched. */
	async choose(language: string): Promise<void> {
		this.#wanted = language;
		try {
			await this.#load(Object.keys(this.#areas) as Area[], language);
		} catch (error) {
			if (this.#wanted === language) this.#wanted = this.language;
			throw error;
		}
		if (this.#wanted !== language) return; // somebody has chosen again meanwhile
		this.language = language;
		remember(language);
		const page = document.documentElement;
		// the direction follows the texts that are really shown
		page.lang = languageFor('common', language);
		page.dir = directionOf(page.lang);
	}

	/**
	 * Fetches the texts of all these languages, one after the other, so that choosing one needs no network. Failing is no
	 * harm: what is missing is fetched when it is chosen.
	 */
	async fetchAll(languages: readonly string[]): Promise<void> {
		for (const language of languages)
			for (const area of Object.keys(this.#areas) as Area[])
				await messagesIn(area, language).catch(() => undefined);
	}

	/** The language of this device's last choice, else the browser's, else German. */
	async start(...areas: readonly Area[]): Promise<void> {
		const language = remembered() ?? navigator.languages.map(nearest).find(Boolean) ?? 'de';
		this.#wanted = language;
		await this.need('common', ...areas);
		if (language !== this.language) await this.choose(language);
	}

	async #load(areas: readonly Area[], language: string): Promise<void> {
		const loaded = await Promise.all(
			areas.map(async (area) => [area, await messagesIn(area, language)] as const),
		);
		if (language === this.#wanted) this.#areas = { ...this.#areas, ...Object.fromEntries(loaded) };
	}
}

const KEY = 'thementisch.language';

function nearest(tag: string): string | undefined {
	const base = tag.split('-', 1)[0]!;
	return base === 'de' || languageFor('common', base) === base ? base : undefined;
}
function remembered(): string | undefined {
	try {
		return localStorage.getItem(KEY) ?? undefined;
	} catch {
		return undefined; // storage is closed to us: the browser's language will do
	}
}
function remember(language: string): void {
	try {
		localStorage.setItem(KEY, language);
	} catch {
		// it holds for this page only
	}
}

export const spoken = new Spoken();
