import { ApiError, call } from '#lib/hall/api.ts';
import type { EvaluationSheet, OpenQuestion, ScaleId } from '#shared/evaluation.ts';
import type { EvaluationAnswer, SlipAnswer } from '#shared/evaluation-schemas.ts';
import type { DialogueId } from '#shared/ids.ts';
import { blind } from './blind.ts';

/** What lies on this device until the answers have arrived. Afterwards only that they have. */
interface Kept {
	readonly modulus?: string | undefined;
	readonly slip?: string | undefined;
	readonly factor?: string | undefined;
	readonly signature?: string | undefined;
	readonly sheet?: EvaluationSheet | undefined;
	readonly end?: End | undefined;
}
type End = 'sent' | 'ended' | 'taken';

const TRY_AGAIN_MS = 5_000;

/**
 * This device's sheet of the questionnaire: its slip, signed blindly as soon as the question appears, and the answers,
 * which stay here until the server has them. The sheet goes out without any token.
 */
export class FilledSheet {
	steps = $state<Partial<Record<ScaleId, number>>>({});
	texts = $state<Partial<Record<OpenQuestion, string>>>({});
	/** Sent off here; it may still be on its way. */
	isGiven = $state(false);
	end = $state<End>();
	readonly isEmpty = $derived(
		Object.keys(this.steps).length === 0 &&
			Object.values(this.texts).every((text) => text.trim() === ''),
	);
	readonly #dialogue: DialogueId;
	readonly #token: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isBusy = false;
	#isClosed = false;

	constructor(dialogue: DialogueId, token: string) {
		this.#dialogue = dialogue;
		this.#token = token;
		const { end, sheet } = this.#kept();
		this.end = end;
		this.isGiven = sheet !== undefined;
		void this.#go();
	}

	/** The answers are final. */
	give(): void {
		const texts = Object.fromEntries(
			Object.entries(this.texts).filter(([, text]) => text.trim() !== ''),
		);
		this.#keep({ ...this.#kept(), sheet: { steps: { ...this.steps }, texts } });
		this.isGiven = true;
		this.wake();
	}

	/** The next person who has this device in hand: an empty sheet, and a slip of its own. */
	again(): void {
		this.#keep({});
		this.steps = {};
		this.texts = {};
		this.end = undefined;
		this.isGiven = false;
		this.wake();
	}

	/** There may be a network again. */
	wake(): void {
		clearTimeout(this.#timer);
		void this.#go();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
	}

	async #go(): Promise<void> {
		if (this.#isBusy || this.#isClosed || this.end) return;
		this.#isBusy = true;
		try {
			const signed = await this.#signed();
			if (signed.sheet) await this.#send(signed);
		} catch (error) {
			const code = error instanceof ApiError ? error.code : 'server/fault';
			if (code === 'evaluation/ended') this.#over('ended');
			else if (code === 'evaluation/slip-taken') this.#over('taken');
			else this.#timer = setTimeout(() => void this.#go(), TRY_AGAIN_MS);
		}
		this.#isBusy = false;
		// given while the slip was on its way
		if (!this.end && this.isGiven && this.#timer === undefined) void this.#go();
	}

	/** What is kept, with a signed slip; the same slip is asked for again after a lost answer. */
	async #signed(): Promise<Kept> {
		const kept = this.#kept();
		if (kept.signature !== undefined) return kept;
		const path = `/api/dialogues/${this.#dialogue}/evaluation` as const;
		const token = this.#token;
		const modulus = kept.modulus ?? (await call<EvaluationAnswer>('GET', path, { token })).modulus;
		if (modulus === undefined) throw new ApiError('evaluation/ended');
		const { slip, factor } = kept;
		const own = blind(
			modulus,
			(bytes) => crypto.getRandomValues(bytes),
			slip !== undefined && factor !== undefined ? { slip, factor } : undefined,
		);
		this.#keep({ ...this.#kept(), modulus, slip: own.slip, factor: own.factor });
		const body = { blinded: own.blinded };
		const answer = await call<SlipAnswer>('POST', `${path}/slip`, { token, body });
		const signature = own.unblind(answer.signature);
		if (signature === undefined) throw new ApiError('server/fault');
		this.#keep({ ...this.#kept(), signature });
		return this.#kept();
	}

	async #send({ slip, signature, sheet }: Kept): Promise<void> {
		const path = `/api/dialogues/${this.#dialogue}/evaluation/answers` as const;
		await call('POST', path, { body: { slip, signature, sheet } });
		this.#over('sent');
	}

	/** Nothing of slip and answers stays on the device. */
	#over(end: End): void {
		this.end = end;
		this.#keep({ end });
	}

	#kept(): Kept {
		try {
			const text = localStorage.getItem(this.#key);
			return text === null ? this.#spare : (JSON.parse(text) as Kept);
		} catch {
			return this.#spare;
		}
	}
	#spare: Kept = {};
	#keep(kept: Kept): void {
		this.#spare = kept;
		try {
			localStorage.setItem(this.#key, JSON.stringify(kept));
		} catch {
			// it holds until the page is closed
		}
	}
	get #key(): string {
		return `thementisch.evaluation.${this.#dialogue}`;
	}
}
