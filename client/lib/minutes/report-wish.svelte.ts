import { fetchReport, ReportRefused, type Stage } from './report-stream.ts';
import type { ExportFormat } from '#shared/api.ts';
import type { TableId } from '#shared/ids.ts';
import type { Edition, FrameLanguage } from '#shared/results.ts';

type Ending =
	| { readonly kind: 'done'; readonly name: string }
	| { readonly kind: 'cancelled' }
	| { readonly kind: 'refused'; readonly code: string };

/** What somebody wants to fetch, how far it is, and how it ended. One file at a time. */
export class ReportWish {
	edition = $state<Edition>('full');
	language = $state<FrameLanguage>('de');
	/** What is being fetched, by the words on its button; undefined: nothing. */
	file = $state<string>();
	stage = $state<Stage>('reading');
	/** Of the file that is on its way, from 0 to 1. */
	share = $state(0);
	ending = $state<Ending>();
	#giveUp: AbortController | undefined;

	/** Fetches a file of the results and gives it to the browser. */
	fetch(
		path: `/api/dialogues/${string}`,
		token: string,
		{ format, label, table }: { format: ExportFormat; label: string; table?: TableId },
	): Promise<void> {
		const wanted = {
			format,
			edition: this.edition,
			language: this.language,
			...(table && { table }),
		};
		return this.fetchFrom(`${path}/export`, wanted, token, label);
	}

	/** Fetches a file from any address that tells how far it is; `label`: the words on its button. */
	async fetchFrom(
		path: `/api/${string}`,
		wanted: Readonly<Record<string, string | number>>,
		token: string,
		label: string,
	): Promise<void> {
		if (this.file !== undefined) return;
		const giveUp = (this.#giveUp = new AbortController());
		const query = Object.entries(wanted).map((pair) => pair.map(encodeURIComponent).join('='));
		this.file = label;
		this.stage = 'reading';
		this.ending = undefined;
		try {
			const { name, blob } = await fetchReport(`${path}?${query.join('&')}`, token, {
				signal: giveUp.signal,
				told: (stage, share = 0) => {
					this.stage = stage;
					this.share = share;
				},
			});
			give(blob, name);
			this.ending = { kind: 'done', name };
		} catch (error) {
			const code = error instanceof ReportRefused ? error.code : 'network';
			this.ending = giveUp.signal.aborted ? { kind: 'cancelled' } : { kind: 'refused', code };
		}
		this.file = undefined;
	}

	cancel(): void {
		this.#giveUp?.abort();
	}
}

/** How long a browser may take to begin with a file before its bytes are let go, in milliseconds. */
const KEPT_MS = 10_000;

function give(blob: Blob, name: string): void {
	const url = URL.createObjectURL(blob);
	Object.assign(document.createElement('a'), { href: url, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
