import type { Catalogue } from '../catalogue.ts';
import type de from './de.ts';

export default {
	title: 'Rehearsal',
	hint: 'Before the day, check in the hall whether everything works: network, tablets, server, projector, printer. It takes ten minutes.',
	open: 'Open the rehearsal',
	intro:
		'The rehearsal uses an event of its own, made for this purpose. Nothing of it stays in your real event.',
	begin: 'Begin the rehearsal',
	end: 'End the rehearsal and delete all of it',
	ended: 'The rehearsal is over. All of it is deleted.',
	eventTitle: 'Rehearsal (may be deleted)',
	tabletsTheme: 'Devices',
	practiceTheme: 'Practice table {n}',
	verdict: 'Is the hall ready?',
	verdict_good: 'Yes. The hall is ready.',
	verdict_warn: 'Almost. Look at the yellow points.',
	verdict_bad: 'Not yet. The red points first.',
	tone_good: 'fine',
	tone_warn: 'look at it',
	tone_bad: 'mend it',
	tablets: '1. Tablets',
	tabletsHint:
		'Scan this code with every tablet, in the place where it will lie. Each of them gets a number.',
	tabletsQr: 'QR code of the page that checks',
	noTablets: 'No tablet has reported yet.',
	number: 'No.',
	roundTrip: 'Way there and back',
	milliseconds: '{n} ms',
	line: 'Connection',
	line_socket: 'stays open',
	line_requests: 'single requests',
	storage: 'Storage',
	storage_yes: 'keeps texts',
	storage_no: 'keeps nothing',
	offline: 'Starts without network',
	yes: 'yes',
	no: 'no',
	battery: 'Battery',
	percent: '{n}%',
	charging: '{n}%, charging',
	unknown: 'unknown',
	address_local:
		'This page is open at an address that only this computer knows. Open it at its address in the hall’s network (PUBLIC_URL), or QR codes and printed sheets lead nowhere.',
	address_good: 'Tablets reach the server at {host}.',
	tablets_none: 'No tablet has been checked yet. Scan the code with every device.',
	tablets_good: {
		one: '{n} tablet is checked. All is well.',
		other: '{n} tablets are checked. All are well.',
	},
	tablets_silent: {
		one: '{n} device is here but reports nothing. Reload the page there, or take another device.',
		other: '{n} devices are here but report nothing. Reload the page there, or take other devices.',
	},
	tablets_slow:
		'Slow network at no. {numbers}. Move the WLAN router closer, or lay these tablets on another table.',
	tablets_verySlow:
		'Far too slow a network at no. {numbers}. Nobody can write there like this. Put up a second WLAN router.',
	tablets_requests:
		'The network lets no connection stay open at no. {numbers}. It works, but slower. Ask the house to allow WebSockets, or use a WLAN of your own.',
	tablets_unkept:
		'No. {numbers} keeps nothing: what is unsent would be gone after a restart. End private browsing there, or free some storage.',
	tablets_empty: 'Please charge: the battery of no. {numbers} does not last a day.',
	store_good: 'The server keeps every card on its disk before anybody sees it.',
	store_copies: 'The server keeps every card on several machines before anybody sees it.',
	store_second:
		'The server keeps once a second. In a power cut the last second may be missing. “appendfsync always” is safer.',
	store_none:
		'The server keeps nothing on a disk. A restart deletes everything. Turn keeping on before guests come.',
	store_down:
		'The server cannot keep anything right now. See whether the disk is full, and restart it.',
	picture_good: 'All of the projector’s picture can be seen and read.',
	picture_open: 'Look at the test picture on the projector.',
	printer_good: 'The printer prints as it should.',
	printer_open: 'Print the test page.',
	run_open: 'Let thirty tablets write as a practice.',
	run_running: 'The practice with thirty tablets is still running.',
	run_stopped: 'The practice with thirty tablets was stopped. Repeat it to the end.',
	run_good:
		'{tablets} tablets wrote {cards} cards together. All arrived, nearly each within {ms} ms.',
	run_slow:
		'All {cards} cards arrived, but some only after {ms} ms. Close other programs on the server, and check the WLAN.',
	run_late:
		'All {cards} cards arrived, but only after up to {ms} ms. That is too slow for a hall. Take a stronger server or a better network.',
	run_lost:
		'{lost} of {cards} cards did not arrive in the practice. Check network and server, and repeat it.',
	run_failed:
		'Only {here} of {tablets} tablets came in during the practice. Check network and server, and repeat it.',
	server: '2. Server',
	serverHint: 'Whether the server keeps is said above. It is asked when this page is opened.',
	again: 'Check again',
	run: '3. Thirty tablets as a practice',
	runHint:
		'This device plays thirty tablets that write at the same time. It shows whether network and server stand a full hall.',
	runLong: 'For two minutes',
	runShort: 'Short (15 seconds)',
	runStop: 'Stop',
	runProgress: '{here} tablets here, {sent} cards sent, {shown} shown',
	runLeft: { one: '{n} second left', other: '{n} seconds left' },
	runCard: 'Practice card {n}',
	picture: '4. Projector',
	pictureHint:
		'Open this test picture on the projector’s computer, full screen. Then go to the last row.',
	pictureOpen: 'Open the test picture',
	pictureSeen: 'All four corners can be seen, and everything can be read from the back.',
	printer: '5. Printer',
	printerHint: 'Print the test page at 100% and check the sentences on it.',
	printerSeen: 'The frame is complete, the line is 100 mm long.',
	tabletTitle: 'Check a tablet',
	tabletStarts: 'One moment …',
	tabletNumber: 'Tablet no. {n}',
	tabletStay: 'Leave this page open until the rehearsal is over. It measures every ten seconds.',
	tabletSticker: 'Hint: stick the number on the device.',
	tabletNoWay:
		'There is no such rehearsal (any more). Please scan the code on the organiser’s screen.',
	tabletCut: 'No connection. This page goes on trying.',
	tabletOver: 'The rehearsal is over. You may close this page.',
	pictureTitle: 'Test picture',
	pictureCorners: 'A complete angle can be seen in every corner.',
	pictureRead: 'Cards on the projector are this large. Can it be read from the back?',
	pictureGrey: 'All steps can be told apart.',
	pictureFull: 'Full screen',
	pictureSize: '{width} × {height} pixels',
} as const satisfies Catalogue<typeof de>;
