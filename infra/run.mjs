// `npm start`, `npm test` and `npm run dev` on a fresh checkout. Plain JavaScript for the system's Node (20 or newer), because
// the packages are not there yet. Each part of the work is skipped when nothing has changed since it was done last.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
process.chdir(root);
const BIN = path.join(root, 'node_modules/.bin');
const LOCAL_NODE = path.join(BIN, process.platform === 'win32' ? 'node.exe' : 'node');
const OLDEST_NODE = [24, 7];
const SHELL_PAGE = 'build/static/200.html';
const PAGE_SOURCES = ['client', 'shared', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const VITEST_REPORT = 'test-results/vitest.json';
const PLAYWRIGHT_REPORT = 'test-results/playwright.json';

/** Something that the person at the terminal can do something about. */
class Sentence extends Error {}
/** A step that has said itself what is wrong. */
class StepFailed extends Error {}

// One child at a time; it gets the signals that we get.
let child;
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
	process.on(signal, () => {
		ending = true;
		child?.kill(signal);
	});

const parts = { start, test, dev, backup, restore };
const part = parts[process.argv[2]];
if (part === undefined) {
	console.error(`infra/run.mjs knows: ${Object.keys(parts).join(', ')}`);
	process.exit(2);
}
try {
	process.exitCode = await part();
} catch (error) {
	if (!(error instanceof Sentence || error instanceof StepFailed)) throw error;
	if (error.message) console.error(error.message);
	process.exitCode = 1;
}

async function start() {
	await needPort();
	await install();
	const node = runtime();
	await buildIfStale();
	return run(node, ['server/main.ts'], { NODE_ENV: 'production', ...compiledBefore() });
}

async function dev() {
	await needPort();
	await install();
	// by path: plain --watch would also see what Vite writes, and restart for ever
	const watch = ['--watch-path=server', '--watch-path=shared', '--watch-preserve-output'];
	return run(runtime(), [...watch, 'server/main.ts', '--dev']);
}

/** `node infra/run.mjs backup <file>` */
function backup() {
	return run(runtime(), ['infra/backup.mjs', ...process.argv.slice(3)]);
}

/** `node infra/run.mjs restore <file | redis://…>` */
function restore() {
	return run(runtime(), ['infra/restore.mjs', ...process.argv.slice(3)]);
}

/** Every check and every test; ends at the first step that fails. The last line is the sum over all tests. */
async function test() {
	const sum = { passed: 0, failed: 0, skipped: 0 };
	try {
		await install();
		runtime();
		await needChromium();
		await needPoppler();
		await needLibreOffice();
		fs.mkdirSync('test-results', { recursive: true });
		for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) fs.rmSync(report, { force: true });
		for (const step of ['format:check', 'lint', 'check']) await npm('run', step);
		await buildIfStale();
		const reporters = ['--reporter=default', '--reporter=json'];
		await tested(
			() => npm('run', 'unit', '--', ...reporters, `--outputFile.json=${VITEST_REPORT}`),
			() => addVitest(sum),
		);
		await tested(
			() => npm('run', 'e2e', { PLAYWRIGHT_JSON: PLAYWRIGHT_REPORT }),
			() => addPlaywright(sum),
		);
	} catch (error) {
		if (!(error instanceof Sentence || error instanceof StepFailed)) throw error;
		if (error.message) console.error(error.message);
		// a step that fails without a failed test (lint, a file that does not load) is a failure all the same
		sum.failed = Math.max(1, sum.failed);
	}
	console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
	return sum.failed > 0 ? 1 : 0;
}

/** npm writes node_modules/.package-lock.json at the end of every install. */
async function install() {
	if (newest('package-lock.json') <= newest('node_modules/.package-lock.json')) return;
	// npm empties the folder before it installs: behind a link that is the one of another checkout
	if (fs.lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink())
		throw new Sentence(
			'node_modules is a link to another folder: install there, or remove the link.',
		);
	// whatever NODE_ENV says: the page is built here, and Node itself is an optional package
	// the packages want a newer Node than the system's and get it: forty warnings of that would bury the links
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	await npm('ci', '--include=dev', '--include=optional', ...quiet);
}

/** A busy port is told before an install and a build are waited for. What else may be wrong with it the server says. */
async function needPort() {
	const port = Number(process.env.PORT || 3000);
	if (!(port > 0 && port < 65_536)) return;
	const server = net.createServer();
	const fault = await new Promise((done) => {
		server.once('error', done);
		server.listen({ port, host: process.env.HOST || '0.0.0.0' }, () => done(undefined));
	});
	if (fault?.code === 'EADDRINUSE')
		throw new Sentence(`PORT ${port} is in use by another program; set another PORT.`);
	if (!fault) await new Promise((done) => server.close(done));
}

/** Where Node finds what it has compiled at the last start: that halves the next one. Without such a place it starts all the same. */
function compiledBefore() {
	const folder = path.resolve(process.env.DATA_DIR || 'data');
	try {
		fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch {
		return {};
	}
	return { NODE_COMPILE_CACHE: path.join(folder, 'compiled') };
}

async function buildIfStale() {
	if (!fs.existsSync('client/routes')) return;
	if (newest(...PAGE_SOURCES) > newest(SHELL_PAGE)) await npm('run', 'build');
}

/** Node 24 from the lock file, else the system's if it is new enough. Everything that runs below finds it first. */
function runtime() {
	process.env.PATH = BIN + path.delimiter + process.env.PATH;
	if (isNewEnough(process.versions.node)) return process.execPath;
	const { stdout } = spawnSync(LOCAL_NODE, ['-p', 'process.versions.node'], { encoding: 'utf8' });
	if (stdout && isNewEnough(stdout.trim())) return LOCAL_NODE;
	throw new Sentence(
		`Thementisch needs Node ${OLDEST_NODE.join('.')} or newer: there is none for this platform among the packages, ` +
			`and the system's is ${process.versions.node}.`,
	);
}

function isNewEnough(version) {
	const [major, minor] = version.split('.').map(Number);
	return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** The browser tests run in the system's Chromium. */
async function needChromium() {
	const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
	const there = () => fs.existsSync(chromium);
	await needPackage('chromium', there, process.env.CHROMIUM === undefined);
	if (!there())
		throw new Sentence(
			`The browser tests need Chromium, which is not at ${chromium}: install the package chromium, or set CHROMIUM to its path.`,
		);
}

/** What a PDF says is read by a program that is not ours. */
async function needPoppler() {
	const there = () => works('pdftotext', '-v');
	await needPackage('poppler-utils', there, true);
	if (!there())
		throw new Sentence(
			'The tests of reports need pdftotext and pdfinfo: install the package poppler-utils.',
		);
}

/** The minutes and tables are opened by the program that offices without Word use. Without its windows it is 250 MB. */
async function needLibreOffice() {
	const there = () => works('soffice', '--version');
	await needPackage('libreoffice-writer-nogui libreoffice-calc-nogui', there, true);
	if (!there())
		throw new Sentence(
			'The tests of reports need LibreOffice: install libreoffice-writer-nogui and libreoffice-calc-nogui.',
		);
}

/** Installs packages of Debian and their relatives, if they are missing and we may. */
async function needPackage(names, there, mayTry) {
	if (there() || !mayTry) return;
	const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	if (!works(...asRoot, 'true') || !works('apt-get', '--version')) return;
	const [command, ...rest] = [...asRoot, 'apt-get'];
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await need(command, [...rest, '-q', 'update'], env);
	await need(
		command,
		[...rest, '-q', '-y', 'install', '--no-install-recommends', ...names.split(' ')],
		env,
	);
}

function works(command, ...args) {
	return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Runs a test step and counts what it has written down, also when it fails. */
async function tested(step, count) {
	try {
		await step();
	} finally {
		count();
	}
}

function addVitest(sum) {
	const report = readReport(VITEST_REPORT);
	if (!report) return;
	sum.passed += report.numPassedTests;
	sum.failed += report.numFailedTests;
	sum.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
}

function addPlaywright(sum) {
	const stats = readReport(PLAYWRIGHT_REPORT)?.stats;
	if (!stats) return;
	sum.passed += stats.expected;
	// a test that passes only when it is tried again has failed
	sum.failed += stats.unexpected + stats.flaky;
	sum.skipped += stats.skipped;
}

function readReport(file) {
	return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/** `npm <args>`; the last one may be an environment. */
async function npm(...args) {
	const env = typeof args.at(-1) === 'object' ? args.pop() : {};
	await need('npm', args, env);
}

async function need(command, args, env) {
	const code = await run(command, args, env);
	if (code !== 0) throw new StepFailed(ending ? '' : `failed: ${command} ${args.join(' ')}`);
}

/** The exit code of a command that shares our terminal. */
function run(command, args, env = {}) {
	if (ending) return 1;
	return new Promise((done) => {
		child = spawn(command, args, {
			stdio: 'inherit',
			env: { ...process.env, ...env },
			shell: process.platform === 'win32' && command === 'npm',
		});
		child.on('error', (error) => {
			console.error(`${command} cannot be run: ${error.message}`);
			done(1);
		});
		child.on('exit', (code) => done(code ?? 1));
	});
}

/** When anything at these places changed last, in milliseconds; 0: there is nothing. */
function newest(...places) {
	let newestMs = 0;
	for (const place of places) {
		const stat = fs.statSync(place, { throwIfNoEntry: false });
		newestMs = Math.max(newestMs, stat?.mtimeMs ?? 0);
		if (!stat?.isDirectory()) continue;
		for (const entry of fs.readdirSync(place, { recursive: true })) {
			const inside = fs.statSync(path.join(place, entry), { throwIfNoEntry: false });
			newestMs = Math.max(newestMs, inside?.mtimeMs ?? 0);
		}
	}
	return newestMs;
}
