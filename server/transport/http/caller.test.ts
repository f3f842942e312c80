import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import { expect, test } from 'vitest';
import { addressOf, bearerOf, hallOriginOf, isFromHere, originOf } from './caller.ts';

const withHeaders = (headers: IncomingMessage['headers']) => ({ headers }) as IncomingMessage;

test('[HT3] a token is what stands behind Bearer, and nothing else', () => {
	expect(bearerOf(withHeaders({ authorization: 'Bearer abc-_1' }))).toBe('abc-_1');
	expect(bearerOf(withHeaders({ authorization: 'bearer  abc' }))).toBe('abc');
	for (const authorization of ['abc', 'Basic abc', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearerabc'])
		expect(bearerOf(withHeaders({ authorization }))).toBeUndefined();
	expect(bearerOf(withHeaders({ cookie: 'token=abc' }))).toBeUndefined();
});

test('[JD1] an IPv6 household is one address, and so is IPv4 in IPv6 clothes', () => {
	const address = (ip: string) => addressOf({ ip } as Request);
	expect(address('192.0.2.7')).toBe('192.0.2.7');
	expect(address('::ffff:192.0.2.7')).toBe('192.0.2.7');
	expect(address('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
	expect(address('2001:db8:1:2::9')).toBe('2001:db8:1:2');
	expect(address('2001:db8::9')).toBe('2001:db8:0:0');
	expect(address('fe80::1%eth0')).toBe('fe80:0:0:0');
	expect(address('::1')).toBe('0:0:0:0');
});

test('[HT10] a proxy on this machine is not this machine', () => {
	const from = (remoteAddress: string, headers: object = {}, trust: unknown = false) =>
		isFromHere({
			socket: { remoteAddress },
			headers,
			ip: '203.0.113.9',
			app: { get: () => trust },
		} as unknown as Request);
	expect(from('127.0.0.1')).toBe(true);
	expect(from('127.8.8.8')).toBe(true);
	expect(from('::1')).toBe(true);
	expect(from('::ffff:127.0.0.1')).toBe(true);
	expect(from('192.0.2.7')).toBe(false);
	expect(from('::2')).toBe(false);
	expect(from('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).toBe(false);
	expect(from('127.0.0.1', { forwarded: 'for=203.0.113.9' })).toBe(false);
	expect(from('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, 1)).toBe(false);
});

test('links lead where the server was asked, or to PUBLIC_URL', () => {
	const asked = (host: string, protocol = 'http') => ({ host, protocol }) as Request;
	const own = 'http://localhost:3000';
	expect(originOf(asked('192.0.2.7:3000'), undefined, own)).toBe('http://192.0.2.7:3000');
	expect(originOf(asked('dialog.example', 'https'), undefined, own)).toBe('https://dialog.example');
	expect(originOf(asked('x/../<script>'), undefined, own)).not.toContain('<');
	expect(originOf(asked(''), undefined, own)).toBe(own);
	expect(originOf({ protocol: 'http' } as Request, undefined, own)).toBe(own);
	expect(originOf(asked('evil.example'), 'https://dialog.example', own)).toBe(
		'https://dialog.example',
	);
});

test('[HT19] the name that a machine has for itself becomes its address in the network, for itself alone', () => {
	const from = (remoteAddress: string, headers = {}) =>
		({ socket: { remoteAddress }, headers, app: { get: () => false } }) as unknown as Request;
	const hall = 'http://192.0.2.7:3000';
	for (const name of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]'])
		expect(hallOriginOf(from('127.0.0.1'), `http://${name}:3000`, hall)).toBe(hall);
	const own = 'http://localhost:3000';
	expect(hallOriginOf(from('::1'), own, undefined)).toBe(own);
	// a stranger who writes our own name into a header learns nothing; nor does who comes through a proxy here
	expect(hallOriginOf(from('198.51.100.3'), own, hall)).toBe(own);
	expect(hallOriginOf(from('127.0.0.1', { 'x-forwarded-for': '198.51.100.3' }), own, hall)).toBe(
		own,
	);
	for (const known of ['https://dialog.example', 'http://localhost.example', 'http://10.1.2.3'])
		expect(hallOriginOf(from('127.0.0.1'), known, hall)).toBe(known);
});
