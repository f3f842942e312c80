import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the HTTP surface counts. Labels are patterns of routes, never addresses that somebody asked for. */
export class HttpMetrics {
	readonly #took: Histogram<'method' | 'route' | 'status'>;

	constructor(registry: Registry) {
		this.#took = new Histogram({
			name: 'thementisch_http_seconds',
			help: 'How long requests took, by route and status',
			labelNames: ['method', 'route', 'status'],
			buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
			registers: [registry],
		});
	}

	/** Notes every request when it has been answered. */
	readonly observe: RequestHandler = (req, res, next) => {
		const done = this.#took.startTimer();
		res.once('finish', () => {
			const { path } = (req.route ?? {}) as { path?: unknown };
			done({
				method: METHODS.has(req.method) ? req.method : 'other',
				route: typeof path === 'string' ? path : 'page',
				status: String(res.statusCode),
			});
		});
		next();
	};
}
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']);

/** A registry with what Node tells about itself: memory, event loop, collections. */
export function createMetricsRegistry(nodeName: string): Registry {
	const registry = new Registry();
	registry.setDefaultLabels({ node: nodeName });
	collectDefaultMetrics({ register: registry });
	return registry;
}
