import fs from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';
import sirv from 'sirv';
import { RejectedError } from '#shared/rejections.ts';

const BUILT = path.resolve(import.meta.dirname, '../../../build/static');
const SHELL = '200.html';
const YEAR_S = 31_536_000;

/**
 * The built page: every address that is no file gets the one HTML shell, missing files under `/_app` stay 404. Until the
 * page has been built it says so.
 *
 * @param folder - where the build lies
 */
export function createPage(folder: string = BUILT): RequestHandler {
	let built: RequestHandler | undefined;
	return (req, res, next) => {
		if (req.method !== 'GET' && req.method !== 'HEAD')
			throw new RejectedError({ code: 'request/method-not-allowed', detail: 'allowed: GET, HEAD' });
		// the folder is read once, when it is complete: the shell is the last file of a build
		if (!built && fs.existsSync(path.join(folder, SHELL))) built = files(folder);
		if (built) return built(req, res, () => next(nothing()));
		res.status(503).type('text/plain').send('The page has not been built yet: npm run build\n');
	};
}

function files(folder: string): RequestHandler {
	return sirv(folder, {
		brotli: true,
		gzip: true,
		etag: true,
		single: SHELL,
		ignores: /\/\./, // what begins with a dot is nobody's page
		dev: false,
		setHeaders(res, pathname) {
			res.setHeader(
				'Cache-Control',
				pathname.startsWith('/_app/immutable/') ? `public,max-age=${YEAR_S},immutable` : 'no-cache',
			);
		},
	});
}

function nothing(): RejectedError {
	return new RejectedError({ code: 'request/not-found', detail: 'there is no such file' });
}
