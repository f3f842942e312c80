import type { Grant } from '#server/ports/records.ts';
import { LIMITS } from '#shared/limits.ts';
import { reject, type Result } from '#shared/rejections.ts';

type Make<Args extends unknown[], T> = (caller: Grant, ...args: Args) => Promise<Result<T>>;

/**
 * [DI15] A fair share of what draws files: nobody's link has more of them in the making than its share, so that no link
 * keeps all others waiting. Beyond it: `export/share`, at once, and nothing is read for it.
 */
export class ReportShare {
	readonly #inHand = new Map<string, number>();

	/** Files in the making, for all links. */
	get size(): number {
		return [...this.#inHand.values()].reduce((sum, n) => sum + n, 0);
	}

	/** The same, within the shares of those who ask. */
	of<Args extends unknown[], T>(make: Make<Args, T>): Make<Args, T> {
		return async (caller, ...args) => {
			const link = linkOf(caller);
			const inHand = this.#inHand.get(link) ?? 0;
			const most = shareOf(caller);
			if (inHand >= most) return reject('export/share', `${most} at once with this link`);
			this.#inHand.set(link, inHand + 1);
			try {
				return await make(caller, ...args);
			} finally {
				const left = this.#inHand.get(link)! - 1;
				if (left > 0) this.#inHand.set(link, left);
				else this.#inHand.delete(link);
			}
		};
	}
}

/** A table prints one thing after the other; who conducts may want minutes and tables. */
function shareOf({ role }: Grant): number {
	return role === 'host' ? LIMITS.filesAtOncePerHostLinkMax : LIMITS.filesAtOncePerLinkMax;
}

/** Who holds the same link, whatever its token. */
function linkOf(caller: Grant): string {
	if (caller.role === 'organiser') return `organiser ${caller.account}`;
	if (caller.role === 'participant') return `seat ${caller.seat}`;
	return `${caller.role} ${caller.dialogue} ${caller.table ?? ''}`;
}
