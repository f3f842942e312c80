/** A calendar day in words: `21. November 2026`. Days have no time zone; noon keeps every zone on the same day. */
export function dayIn(date: string, language: string): string {
	return new Intl.DateTimeFormat([language, 'de'], { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${date}T12:00:00Z`),
	);
}
