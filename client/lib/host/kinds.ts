import type { CardKind } from '#shared/board.ts';
import type { Messages } from '#shared/messages/messages.ts';

export function kindName(kind: CardKind, m: Messages<'host'>): string {
	return m[`kind_${kind}`]();
}
