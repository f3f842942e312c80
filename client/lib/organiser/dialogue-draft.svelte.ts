import type { CreateDialogueBody, DialogueAnswer, PatchDialogueBody } from '#shared/api.ts';
import { isWebAddress, webAddress } from '#shared/addresses.ts';
import { AGENDA_TEMPLATES } from '#shared/agenda-templates.ts';
import type { TableId } from '#shared/ids.ts';
import type { Settings } from '#shared/schemas.ts';

interface Line {
	readonly key: string;
	text: string;
}

/** What the organiser is typing about a dialogue, new or existing. Knows what is missing; sends nothing itself. */
export class DialogueDraft {
	title = $state('');
	place = $state('');
	/** `2026-11-21` or empty */
	date = $state('');
	themes = $state<Line[]>([]);
	questions = $state<Line[]>([]);
	/** Whether the organiser asks other questions than the three that come with twelve languages. */
	ownQuestions = $state(false);
	/** The id of a template, `none`, or `keep`: what the dialogue has. */
	agenda = $state('none');
	/** How many steps the dialogue has already; undefined: it is new. */
	readonly stepsNow: number | undefined;
	settings = $state<Settings>({
		sorting: 'hosts',
		moderation: 'off',
		hideUntilReveal: false,
		tableMode: 'free',
		resultsUrl: '',
	});
	#next = 0;

	constructor(existing?: DialogueAnswer) {
		if (!existing) {
			for (let i = 0; i < 3; i++) this.addTheme();
			return;
		}
		this.title = existing.title;
		this.place = existing.place;
		this.date = existing.date;
		// the id of an existing table is its key
		this.themes = existing.tables.map(({ id, theme }) => ({ key: id, text: theme }));
		this.settings = { resultsUrl: '', ...existing.settings };
		this.agenda = 'keep';
		this.stepsNow = existing.steps.length;
	}

	addTheme(): void {
		this.themes.push(this.#line());
	}
	removeTheme(key: string): void {
		this.themes = this.themes.filter((line) => line.key !== key);
	}
	addQuestion(): void {
		this.questions.push(this.#line());
	}
	removeQuestion(key: string): void {
		this.questions = this.questions.filter((line) => line.key !== key);
	}
	askOwn(questions: readonly string[]): void {
		this.ownQuestions = true;
		this.questions = questions.map((text) => ({ ...this.#line(), text }));
	}

	/** An agenda comes with its way of sharing out the tables. */
	chooseAgenda(id: string): void {
		this.agenda = id;
		const template = AGENDA_TEMPLATES.find((one) => one.id === id);
		if (template) this.settings.tableMode = template.tableMode;
	}

	/** What has to be filled in or mended before it can be sent; empty when all is well. */
	get missing(): readonly ('title' | 'place' | 'date' | 'theme' | 'question' | 'address')[] {
		const address = this.#settings.resultsUrl ?? '';
		return [
			...(this.title.trim() === '' ? (['title'] as const) : []),
			...(this.place.trim() === '' ? (['place'] as const) : []),
			...(this.date === '' ? (['date'] as const) : []),
			...(filled(this.themes).length === 0 ? (['theme'] as const) : []),
			...(this.ownQuestions && filled(this.questions).length === 0 ? (['question'] as const) : []),
			...(address !== '' && !isWebAddress(address) ? (['address'] as const) : []),
		];
	}

	get body(): CreateDialogueBody {
		return {
			title: this.title.trim(),
			place: this.place.trim(),
			date: this.date,
			language: 'de',
			tables: filled(this.themes).map(({ text }) => ({ theme: text.trim() })),
			...(this.ownQuestions && {
				questions: filled(this.questions).map(({ text }) => ({ text: { de: text.trim() } })),
			}),
			...this.#steps,
			settings: this.#settings,
		};
	}

	/** The same for a dialogue that exists: its tables keep their ids, questions stay as they are. */
	get patch(): PatchDialogueBody {
		return {
			title: this.title.trim(),
			place: this.place.trim(),
			date: this.date,
			tables: filled(this.themes).map(({ key, text }) => ({
				...(key.startsWith('t_') && { id: key as TableId }),
				theme: text.trim(),
			})),
			...this.#steps,
			settings: this.#settings,
		};
	}

	get #settings(): Settings {
		return { ...this.settings, resultsUrl: webAddress(this.settings.resultsUrl ?? '') };
	}

	/** Absent where nothing is to change. */
	get #steps(): Pick<CreateDialogueBody, 'steps'> {
		if (this.agenda === 'keep') return {};
		const template = AGENDA_TEMPLATES.find(({ id }) => id === this.agenda);
		return { steps: template ? [...template.steps] : [] };
	}

	#line(): Line {
		return { key: `new-${this.#next++}`, text: '' };
	}
}

function filled(lines: readonly Line[]): readonly Line[] {
	return lines.filter(({ text }) => text.trim() !== '');
}
