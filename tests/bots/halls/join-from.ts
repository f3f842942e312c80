import http from 'node:http';
import type { JoinAnswer } from '#shared/api.ts';

/** A device takes a seat, from the address of its hall: what is limited per address is so in every hall by itself. */
export function joinFrom(base: string, code: string, from: string): Promise<JoinAnswer> {
	const body = JSON.stringify({ code, language: 'de' });
	return new Promise((resolve, reject) => {
		const request = http.request(
			`${base}/api/join`,
			{
				method: 'POST',
				localAddress: from,
				agent: false,
				headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
			},
			(answer) => {
				let text = '';
				answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
				answer.on('end', () => {
					if (answer.statusCode === 200 || answer.statusCode === 201)
						resolve(JSON.parse(text) as JoinAnswer);
					else reject(new Error(`join: ${answer.statusCode} ${text.slice(0, 200)}`));
				});
			},
		);
		request.on('error', reject);
		request.end(body);
	});
}
