import { ApiError, call } from '#lib/hall/api.ts';
import { LOGO_BYTES_MAX, LOGO_TYPES } from './logo.ts';
import type { AboutAnswer, AboutBody } from '#shared/api.ts';

/** What the organiser tells for the minutes, as it is typed: lists are lines. */
export class AboutDay {
	aim = $state('');
	moderation = $state('');
	people = $state('');
	hasLogo = $state(false);
	/** The line of `people` that has no number; undefined: each has one. */
	readonly lineWithoutNumber = $derived(
		linesOf(this.people).find((line) => !PERSON_LINE.test(line)),
	);
	readonly #path: `/api/dialogues/${string}`;
	readonly #token: string;

	constructor(path: `/api/dialogues/${string}`, token: string) {
		this.#path = path;
		this.#token = token;
	}

	/** Rejects with ApiError. */
	async load(): Promise<void> {
		this.#show(await call<AboutAnswer>('GET', `${this.#path}/about`, { token: this.#token }));
	}

	/** Rejects with ApiError; what is typed stays. */
	async save(): Promise<void> {
		const body: AboutBody = {
			aim: this.aim,
			moderation: linesOf(this.moderation),
			people: linesOf(this.people).flatMap((line) => {
				const [, group, count] = PERSON_LINE.exec(line) ?? [];
				return group === undefined ? [] : [{ group: group.trim(), count: Number(count) }];
			}),
		};
		this.#show(
			await call<AboutAnswer>('PATCH', `${this.#path}/about`, { token: this.#token, body }),
		);
	}

	/** Rejects with ApiError: `logo/unreadable`, `request/too-large`. */
	async setLogo(file: File): Promise<void> {
		if (!LOGO_TYPES.includes(file.type)) throw new ApiError('logo/unreadable');
		if (file.size > LOGO_BYTES_MAX) throw new ApiError('request/too-large');
		await call('POST', `${this.#path}/logo`, { token: this.#token, body: file });
		this.hasLogo = true;
	}

	async removeLogo(): Promise<void> {
		await call('DELETE', `${this.#path}/logo`, { token: this.#token });
		this.hasLogo = false;
	}

	#show({ aim = '', moderation = [], people = [], logo }: AboutAnswer): void {
		this.aim = aim;
		this.moderation = moderation.join('\n');
		this.people = people.map(({ group, count }) => `${group} ${count}`).join('\n');
		this.hasLogo = logo;
	}
}

/** A group, and at the end its number, with or without a colon between them. */
const PERSON_LINE = /^(.*[^\s:\d])[\s:]+(\d{1,6})$/;

function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}
