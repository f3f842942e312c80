import { CLOSE } from '#shared/close-codes.ts';
import { call } from '#lib/hall/api.ts';
import type { JoinAnswer } from '#shared/api.ts';
import type { CardId, TableId } from '#shared/ids.ts';
import { BareSeat } from './bare-seat.ts';
import { batteryNow, keepsTexts, middle, socketPasses, startsOffline } from './measure-device.ts';
import { writeReport, type TabletReport } from './tablet-report.ts';

const EVERY_MS = 10_000;
/** So many ways there and back make one measurement. */
const TRIPS = 5;
/** How long the first answer of the hall is waited for before the next try, in milliseconds. */
const PATIENCE_MS = 500;

/** A tablet in the rehearsal: takes a seat, measures, and reports by a card at the table of devices. Rule GP2. */
export class TabletCheck {
	/** Why there is no seat: an ApiError. */
	failure = $state.raw<unknown>();
	report = $state.raw<TabletReport>();
	/** What the server calls this tablet; undefined: its report has not arrived yet. */
	number = $state<number>();
	#seat = $state.raw<BareSeat>();
	#card: CardId | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#closed = false;

	get connected(): boolean {
		return this.#seat?.live.connected ?? false;
	}
	/** The rehearsal was ended. */
	get isOver(): boolean {
		return this.#seat?.live.goodbye !== undefined || this.#seat?.sync.closedWith === CLOSE.erased;
	}

	async start(code: string): Promise<void> {
		try {
			const seat = new BareSeat(await seatFor(code));
			if (this.#closed) return seat.close();
			this.#seat = seat;
			seat.onreceipt(() => {
				if (this.#card) this.number = seat.receipt(this.#card)?.number ?? this.number;
			});
			void this.#go(seat);
		} catch (error) {
			this.failure = error;
		}
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#timer);
		this.#seat?.close();
	}

	/** Measures and tells, again and again; what does not work now is tried again. */
	async #go(seat: BareSeat): Promise<void> {
		const [socket, keeps] = await Promise.all([socketPasses(), keepsTexts()]);
		const again = async (): Promise<void> => {
			if (this.#closed || this.isOver) return;
			// [GP3] said even where nothing can be written, so that the organiser knows of this device
			const table = seat.live.connected ? seat.live.state?.tables[0]?.id : undefined;
			if (table !== undefined) await seat.live.send('seat:at', { tableId: table });
			const isReady = table !== undefined && seat.sync.live;
			if (isReady) await this.#tell(seat, table, { socket, keeps });
			this.#timer = setTimeout(() => void again(), isReady ? EVERY_MS : PATIENCE_MS);
		};
		await again();
	}

	async #tell(
		seat: BareSeat,
		table: TableId,
		known: Pick<TabletReport, 'socket' | 'keeps'>,
	): Promise<void> {
		const question = seat.live.state?.questions[0]?.id;
		if (question === undefined) return;
		const trips: number[] = [];
		for (let trip = 0; trip < TRIPS; trip++) {
			const sentAtMs = performance.now();
			await seat.live.send('clock:read', {});
			trips.push(performance.now() - sentAtMs);
		}
		const battery = await batteryNow();
		this.report = {
			...known,
			roundTripMs: Math.round(middle(trips)),
			offline: startsOffline(),
			battery: battery?.level ?? null,
			charging: battery?.charging ?? false,
		};
		const text = writeReport(this.report);
		this.#card ??= seat.first;
		if (this.#card === undefined) this.#card = seat.write({ table, question, text, lang: 'und' });
		else seat.rewrite(this.#card, text);
		this.number = seat.receipt(this.#card)?.number ?? this.number;
	}
}

/** The seat of this tab: a reload keeps its number, and nothing stays on the tablet when the tab is closed. */
async function seatFor(code: string): Promise<JoinAnswer> {
	const place = `thementisch.rehearsal.${code}`;
	const kept = stored(place);
	const token = kept?.token;
	const seat = await call<JoinAnswer>('POST', '/api/join', { token, body: { code } });
	try {
		sessionStorage.setItem(place, JSON.stringify(seat));
	} catch {
		// a reload makes another tablet of it
	}
	return seat;
}

function stored(place: string): JoinAnswer | undefined {
	try {
		const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as JoinAnswer | null;
		return kept ?? undefined;
	} catch {
		return undefined;
	}
}
