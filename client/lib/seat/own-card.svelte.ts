import * as Y from 'yjs';
import { isId, type CardId, type TableId } from '#shared/ids.ts';
import {
	RECEIPT_STATES,
	SEAT_CARD_STATES,
	type Receipt,
	type SeatCardState,
} from '#shared/seat.ts';
import { follow } from '#lib/hall/follow.ts';
import type { OwnMark } from '#lib/marks/mark.ts';
import { SIGNS, type Sign } from './signs.ts';

/** One card of this device, as the seat's document has it. Its getters follow its own fields. */
export class OwnCard {
	readonly id: CardId;
	readonly fields: Y.Map<unknown>;
	readonly #follow: () => void;
	readonly #mark: (card: OwnCard) => OwnMark;

	/** @param mark - what the seat knows about the card's whereabouts */
	constructor(id: CardId, fields: Y.Map<unknown>, mark: (card: OwnCard) => OwnMark) {
		this.id = id;
		this.fields = fields;
		this.#follow = follow(fields);
		this.#mark = mark;
	}

	get table(): TableId | undefined {
		const value = this.#get('table');
		return isId('t_', value) ? value : undefined;
	}
	get question(): string {
		return text(this.#get('question'));
	}
	get text(): string {
		const value = this.#get('text');
		return value instanceof Y.Text ? value.toJSON() : '';
	}
	get lang(): string {
		return text(this.#get('lang')) || 'und';
	}
	get state(): SeatCardState {
		const value = this.#get('state');
		return SEAT_CARD_STATES.find((state) => state === value) ?? 'draft';
	}
	get createdAt(): number {
		const value = this.#get('createdAt');
		return typeof value === 'number' && Number.isFinite(value) ? value : 0;
	}
	/** A draft that somebody keeps for later, under this sign. */
	get kept(): Sign | undefined {
		const value = this.#get('kept');
		return SIGNS.find((sign) => sign === value);
	}
	get mark(): OwnMark {
		return this.#mark(this);
	}
	/** Everything that a confirmation or a receipt can speak of. */
	get content(): string {
		return [this.state, this.question, this.text].join('\n');
	}

	#get(key: string): unknown {
		this.#follow();
		return this.fields.get(key);
	}
}

/** What the server wrote into a seat; undefined if it is no receipt. */
export function readReceipt(value: unknown): Receipt | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { state, at, reason, number } = value as Record<string, unknown>;
	const known = RECEIPT_STATES.find((word) => word === state);
	if (!known || typeof at !== 'number') return undefined;
	return {
		state: known,
		at,
		...(typeof reason === 'string' && { reason }),
		...(typeof number === 'number' && { number }),
	};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
