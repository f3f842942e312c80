import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Registry } from 'prom-client';
import { RejectedError } from '#shared/rejections.ts';
import { bearerOf, isFromHere } from './caller.ts';
import { sendProblem } from './problem.ts';

interface Needs {
	readonly store: 'embedded' | 'redis';
	readonly durability: () => string;
	/** What that hangs on, and a sentence about what is weak. */
	readonly guarantee?: () => object | undefined;
	/** Rejects if the store takes no writes. */
	readonly probe: () => Promise<void>;
	readonly draining: () => boolean;
	readonly metrics: Registry;
	readonly metricsToken: string | undefined;
}

/** How long a probe may take, and how long its answer serves others: nobody can make the store write faster than that. */
const PROBE_MS = 2_000;
const PROBE_SERVES_MS = 200;

/** Health and metrics: for supervisors, not for people. */
export function besideRoutes(needs: Needs) {
	const takesWrites = shared(needs.probe);
	return {
		'/healthz': (_req: Request, res: Response) => {
			res.json({ ok: true });
			return Promise.resolve();
		},
		'/readyz': async (_req: Request, res: Response) => {
			const state = { store: needs.store, durability: needs.durability(), ...needs.guarantee?.() };
			if (!needs.draining() && (await takesWrites())) res.json(state);
			else sendProblem(res, { code: 'store/unavailable', detail: 'no writes now' }, state);
		},
		'/metrics': async (req: Request, res: Response) => {
			if (!isFromHere(req) && !equal(bearerOf(req), needs.metricsToken))
				throw new RejectedError({ code: 'request/unauthorised', detail: 'not from here' });
			res.type(needs.metrics.contentType).send(await needs.metrics.metrics());
		},
	} as const;
}

/** One probe for all who ask at the same time. */
function shared(probe: () => Promise<void>): () => Promise<boolean> {
	let asked: { readonly atMs: number; readonly answer: Promise<boolean> } | undefined;
	return () => {
		const nowMs = performance.now();
		if (!asked || nowMs - asked.atMs > PROBE_SERVES_MS)
			asked = { atMs: nowMs, answer: withinTime(probe) };
		return asked.answer;
	};
}

async function withinTime(probe: () => Promise<void>): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<false>((no) => {
		timer = setTimeout(() => no(false), PROBE_MS);
	});
	const answered = probe().then(
		() => true,
		() => false,
	);
	const answer = await Promise.race([answered, late]);
	clearTimeout(timer);
	return answer;
}

function equal(given: string | undefined, expected: string | undefined): boolean {
	if (given === undefined || expected === undefined) return false;
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(given), hash(expected));
}
