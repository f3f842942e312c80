import * as z from 'zod';
import { LIMITS } from './limits.ts';
import { isRank } from './rank.ts';
import { CardIdSchema, GroupIdSchema, TableIdSchema, ThemeIdSchema } from './schemas.ts';

/** The schemas of `themes.ts`, for those who check what they write or pass on. Pages do without. */
export const MemberSchema = z.strictObject({
	theme: ThemeIdSchema,
	table: TableIdSchema,
	rank: z.string().refine(isRank, 'not a rank'),
});

export const HallThemeSchema = z.strictObject({
	id: ThemeIdSchema,
	title: z.string().max(LIMITS.hallThemeTitleCharsMax),
	members: z.array(
		z.strictObject({ id: z.union([CardIdSchema, GroupIdSchema]), table: TableIdSchema }),
	),
});
