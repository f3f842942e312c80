import { OfficeReports } from './adapters/reports/office-reports.ts';
import { MinuteMisses } from './adapters/system/misses.ts';
import { Passwords } from './adapters/system/passwords.ts';
import { ProcessImportReader } from './adapters/system/process-import-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { ImportReader } from './ports/import-reader.ts';
import type { Intake } from './rooms/intake.ts';
import type { Registry } from './rooms/registry.ts';
import { createAboutDialogue } from './services/about-dialogue.ts';
import { createChangeDialogue } from './services/change-dialogue.ts';
import { createChangePassword } from './services/change-password.ts';
import { createCreateDialogue } from './services/create-dialogue.ts';
import { createEraseDialogue } from './services/erase-dialogue.ts';
import { createEvaluationDialogue } from './services/evaluation-dialogue.ts';
import { createExportResults } from './services/export-results.ts';
import { createFactSheetDialogue } from './services/fact-sheet-dialogue.ts';
import { createForgetSeats } from './services/forget-seats.ts';
import { createGiveBack } from './services/give-back.ts';
import { createInvitations } from './services/invitations.ts';
import type { JoinDoor } from './services/join-door.ts';
import { createHeldCards } from './services/held-cards.ts';
import { createImportDialogue } from './services/import-dialogue.ts';
import { createJoin } from './services/join.ts';
import { createLogin } from './services/login.ts';
import { createMoveRights } from './services/move-rights.ts';
import { createPrintSheets } from './services/print-sheets.ts';
import { createReadBox } from './services/read-box.ts';
import { createListDialogues, createReadDialogue } from './services/read-dialogue.ts';
import { createReadLog } from './services/read-log.ts';
import { createReadReport, createReadResults } from './services/read-results.ts';
import { createRenewLink } from './services/renew-link.ts';
import { ReportShare } from './services/report-share.ts';
import { createSetupFirstAccount } from './services/setup-first-account.ts';
import { createUsesOf } from './services/uses-of.ts';
import type { Stores } from './stores.ts';
import type { DialogueId, Random } from '#shared/ids.ts';
import { LIMITS } from '#shared/limits.ts';

interface Needs {
	readonly stores: Stores;
	readonly clock: Clock;
	readonly random: Random;
	readonly registry: Registry;
	readonly intake: Intake;
	readonly door: JoinDoor;
	/** Closes every screen that still looks at an erased dialogue. */
	readonly erased: (dialogue: DialogueId) => void;
	/** In place of the process that reads files which are taken over. */
	readonly importReader?: ImportReader;
}

/** All use cases that HTTP and the start call, wired; those of the live channel are wired there. */
export function createUseCases(needs: Needs) {
	const { stores, clock, random, registry, intake, door, erased } = needs;
	const { records, log, ballots } = stores;
	const passwords = new Passwords();
	const hashPassword = (password: string) => passwords.hash(password);
	const misses = new MinuteMisses(LIMITS.loginMissesPerMinutePerAccountMax);
	const readBox = createReadBox({ ballots });
	const office = new OfficeReports({ clock });
	const share = new ReportShare();
	const files = new ProcessImportReader({
		clock,
		program: new URL('./import-process.ts', import.meta.url),
	});
	const exportResults = createExportResults({
		registry,
		records,
		dialogueOf: async (id) => (await records.get('dialogue', id))?.value,
		tallyOf: async (dialogue) => (await readBox(dialogue)).tally,
		heldOf: createHeldCards({ log }),
		renderers: office.renderers,
		clock,
	});
	const createDialogue = createCreateDialogue({ records, log, clock, random });
	return {
		setupFirstAccount: createSetupFirstAccount({ records, random, hashPassword }),
		invitations: createInvitations({ records, random, clock, hashPassword }),
		login: createLogin({ records, random, passwords, misses }),
		changePassword: createChangePassword({ records, random, passwords, misses }),
		giveBack: createGiveBack({ records }),
		join: createJoin({ records, random, door }),
		createDialogue,
		importDialogue: createImportDialogue({ reader: needs.importReader ?? files, createDialogue }),
		aboutDialogue: createAboutDialogue({ records }),
		evaluationDialogue: createEvaluationDialogue({ records }),
		factSheetDialogue: createFactSheetDialogue({ records, clock, exportResults }),
		listDialogues: createListDialogues({ records }),
		readDialogue: createReadDialogue({ records }),
		changeDialogue: createChangeDialogue({
			records,
			log,
			random,
			clock,
			usesOf: createUsesOf({ registry, log }),
			moveRights: createMoveRights({ log, registry, intake }),
		}),
		eraseDialogue: createEraseDialogue({ records, log, ballots, erased }),
		forgetSeats: createForgetSeats({
			...{ records, log, clock, ballots },
			condense: (doc) => registry.use(doc, (room) => room.compact(1)),
		}),
		renewLink: createRenewLink({ records, random, clock }),
		readLog: createReadLog({ records }),
		readResults: createReadResults({ records, exportResults }),
		readReport: share.of(createReadReport({ records, exportResults })),
		printSheets: share.of(createPrintSheets({ records, exportResults, printer: office.printer })),
		/** Ends the processes that work beside the server. */
		closeReports: () => {
			office.close();
			files.close();
		},
	};
}
export type UseCases = ReturnType<typeof createUseCases>;
