import * as z from 'zod';
import { LIMITS } from './limits.ts';
import { LINK_ROLES, ROLES } from './roles.ts';
import {
	DateSchema,
	DialogueIdSchema,
	LanguageSchema,
	PlainIdSchema,
	QuestionSchema,
	SettingsSchema,
	StepSchema,
	STEP_KINDS,
	TableIdSchema,
	TableSchema,
	WlanSchema,
	line,
	texts,
} from './schemas.ts';

/** Bodies and answers of the HTTP surface. `GET /api/openapi.json` is made from these. */

const Password = z.string().min(LIMITS.passwordCharsMin).max(LIMITS.passwordCharsMax);

/** `GET /api/operator`: who is responsible for this installation, and where that is said at length; as far as it was told. */
export const OperatorAnswer = z.strictObject({
	name: z.string().optional(),
	imprint: z.string().optional(),
});
export type OperatorAnswer = z.infer<typeof OperatorAnswer>;

/** `GET /api/address`: an origin, without a slash at its end. */
export const AddressAnswer = z.strictObject({ origin: z.string() });
export type AddressAnswer = z.infer<typeof AddressAnswer>;

export const SetupBody = z.strictObject({
	setupToken: z.string().max(200),
	name: line(LIMITS.accountNameCharsMax),
	password: Password,
});
export type SetupBody = z.infer<typeof SetupBody>;

/** What a device got when somebody signed in on it; with it nobody else's guesses lock it out. */
const Device = z.string().max(100);
export const LoginBody = z.strictObject({
	name: z.string().max(LIMITS.accountNameCharsMax),
	password: z.string().max(LIMITS.passwordCharsMax),
	device: Device.optional(),
});
export type LoginBody = z.infer<typeof LoginBody>;

export const TokenAnswer = z.strictObject({ token: z.string() });
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** An organiser who has signed in. `device`: to be shown at the next login from this device. */
export const SignedIn = z.strictObject({ token: z.string(), device: Device });
export type SignedIn = z.infer<typeof SignedIn>;

export const PasswordBody = z.strictObject({
	password: z.string().max(LIMITS.passwordCharsMax),
	newPassword: Password,
});
export type PasswordBody = z.infer<typeof PasswordBody>;

/** `POST /api/invitations`: the link is told once; it is redeemed by `POST /api/setup` with its token. */
export const InvitationAnswer = z.strictObject({
	id: z.string(),
	url: z.string(),
	token: z.string(),
	untilMs: z.int(),
});
export type InvitationAnswer = z.infer<typeof InvitationAnswer>;

/** `GET /api/accounts`: who organises here, and who was asked to. */
export const AccountsAnswer = z.strictObject({
	accounts: z.array(z.strictObject({ id: z.string(), name: z.string(), self: z.boolean() })),
	invitations: z.array(z.strictObject({ id: z.string(), untilMs: z.int() })),
});
export type AccountsAnswer = z.infer<typeof AccountsAnswer>;

/** A question as the organiser types it; without an id the server makes one. */
const NewQuestion = z.strictObject({
	id: PlainIdSchema.optional(),
	text: texts(LIMITS.questionCharsMax),
});
const NewStep = z.strictObject({
	id: PlainIdSchema.optional(),
	kind: z.enum(STEP_KINDS),
	minutes: z.int().min(1).max(LIMITS.stepMinutesMax),
	instruction: texts(LIMITS.instructionCharsMax).optional(),
	table: TableIdSchema.optional(),
});

export const CreateDialogueBody = z.strictObject({
	title: line(LIMITS.dialogueTitleCharsMax),
	place: line(LIMITS.placeCharsMax),
	date: DateSchema,
	language: LanguageSchema.optional(),
	questions: z.array(NewQuestion).min(1).max(LIMITS.questionsPerDialogueMax).optional(),
	tables: z
		.array(z.strictObject({ theme: line(LIMITS.themeCharsMax) }))
		.min(1)
		.max(LIMITS.tablesPerDialogueMax),
	steps: z.array(NewStep).max(LIMITS.stepsPerDialogueMax).optional(),
	settings: SettingsSchema.partial().optional(),
});
export type CreateDialogueBody = z.infer<typeof CreateDialogueBody>;

/** Only what is named changes. `tables` with an id stay, without one are new; a table with cards cannot be left out. */
export const PatchDialogueBody = z.strictObject({
	title: CreateDialogueBody.shape.title.optional(),
	place: CreateDialogueBody.shape.place.optional(),
	date: DateSchema.optional(),
	language: LanguageSchema.optional(),
	questions: CreateDialogueBody.shape.questions,
	tables: z
		.array(z.strictObject({ id: TableIdSchema.optional(), theme: line(LIMITS.themeCharsMax) }))
		.min(1)
		.max(LIMITS.tablesPerDialogueMax)
		.optional(),
	steps: CreateDialogueBody.shape.steps,
	settings: SettingsSchema.partial().optional(),
	/** The hall's own network, shown on projectors; null: none. */
	wlan: WlanSchema.nullable().optional(),
	/** `closed`: nobody joins or writes any more; everything can still be read and exported. */
	phase: z.enum(['open', 'closed']).optional(),
});
export type PatchDialogueBody = z.infer<typeof PatchDialogueBody>;

export const LinkSchema = z.strictObject({ url: z.string(), token: z.string() });
export type Link = z.infer<typeof LinkSchema>;

export const CreateDialogueAnswer = z.strictObject({
	id: DialogueIdSchema,
	code: z.string(),
	tables: z.array(TableSchema),
	links: z.strictObject({
		moderator: LinkSchema,
		projector: LinkSchema,
		observer: LinkSchema,
		hosts: z.record(TableIdSchema, LinkSchema),
	}),
});
export type CreateDialogueAnswer = z.infer<typeof CreateDialogueAnswer>;

/** A dialogue as this role may see it: `code` for all but observers and interpreters, `settings` for conduct. */
export const DialogueAnswer = z.strictObject({
	id: DialogueIdSchema,
	title: z.string(),
	place: z.string(),
	date: DateSchema,
	language: z.string(),
	phase: z.enum(['open', 'closed']),
	code: z.string().optional(),
	questions: z.array(QuestionSchema),
	tables: z.array(TableSchema),
	steps: z.array(StepSchema),
	settings: SettingsSchema,
	/** For those who conduct, if there is one. */
	wlan: WlanSchema.optional(),
	/** For those who conduct: when it was closed, and when its seats were deleted; ms since 1970. */
	closedAtMs: z.int().optional(),
	seatsForgottenAtMs: z.int().optional(),
});
export type DialogueAnswer = z.infer<typeof DialogueAnswer>;

/** `GET /api/dialogues`: the organiser's list, newest date first. */
export const DialogueListAnswer = z.strictObject({
	dialogues: z.array(
		DialogueAnswer.pick({ id: true, title: true, place: true, date: true, phase: true }).extend({
			code: z.string(),
			tables: z.int(),
		}),
	),
});
export type DialogueListAnswer = z.infer<typeof DialogueListAnswer>;

export const JoinBody = z.strictObject({
	code: z.string().max(40),
	language: LanguageSchema.optional(),
});
export type JoinBody = z.infer<typeof JoinBody>;

export const JoinAnswer = z.strictObject({
	dialogueId: DialogueIdSchema,
	seatId: z.string(),
	token: z.string(),
});
export type JoinAnswer = z.infer<typeof JoinAnswer>;

export const LinksBody = z.strictObject({
	role: z.enum(LINK_ROLES),
	tableId: TableIdSchema.optional(),
});
export type LinksBody = z.infer<typeof LinksBody>;

/** `GET /api/me`: what the token in the header stands for. An organiser has no dialogue. */
export const MeAnswer = z.strictObject({
	role: z.enum(ROLES),
	dialogueId: DialogueIdSchema.optional(),
	tableId: TableIdSchema.optional(),
	seatId: z.string().optional(),
});
export type MeAnswer = z.infer<typeof MeAnswer>;

/** What the organiser says about the day, for the minutes; what is left out was not told. */
export const AboutBody = z.strictObject({
	aim: z.string().trim().max(LIMITS.aimCharsMax).optional(),
	moderation: z
		.array(line(LIMITS.moderationNameCharsMax))
		.max(LIMITS.moderationNamesMax)
		.optional(),
	people: z
		.array(
			z.strictObject({
				group: line(LIMITS.peopleGroupCharsMax),
				count: z.int().min(0).max(LIMITS.peoplePerGroupMax),
			}),
		)
		.max(LIMITS.peopleGroupsMax)
		.optional(),
});
export type AboutBody = z.infer<typeof AboutBody>;
export const AboutAnswer = AboutBody.extend({
	/** Whether there is a logo: `GET /api/dialogues/:id/logo`. */
	logo: z.boolean(),
});
export type AboutAnswer = z.infer<typeof AboutAnswer>;

/** `POST /api/dialogues/:id/sheet`. `listed`: search engines may name it. */
export const FactSheetBody = z.strictObject({ published: z.boolean(), listed: z.boolean() });
export type FactSheetBody = z.infer<typeof FactSheetBody>;
/** Empty: it is not published. `path`: where everybody reads it. */
export const FactSheetAnswer = z.strictObject({
	path: z.string().optional(),
	listed: z.boolean().optional(),
	publishedAtMs: z.int().optional(),
});
export type FactSheetAnswer = z.infer<typeof FactSheetAnswer>;

/** Media types of a town's logo: pictures that can hold nothing that runs. */
export const LOGO_TYPES = ['image/png', 'image/jpeg'] as const;

/**
 * `boards-pdf`: each board as it hangs, A3 landscape. `board-svg`: one of them for slides; `table` says which. `preview`: an
 * edition in pieces, for a page that shows it (`edition-preview.ts`).
 */
export const EXPORT_FORMATS = [
	'csv',
	'json',
	'md',
	'xlsx',
	'docx',
	'pdf',
	'boards-pdf',
	'board-svg',
	'preview',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** RFC 9457, `application/problem+json`; `type` is `/problems/<code>` with a code of `rejections.ts`. */
export const ProblemSchema = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	detail: z.string(),
	requestId: z.string(),
});
export type Problem = z.infer<typeof ProblemSchema>;
