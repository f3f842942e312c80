/** A calendar day in words: `21. November 2026`. Days have no time zone; noon keeps every zone on the same day. */
export function dayIn(date: string, language: string): string {
	return new Intl.DateTimeFormat([language, 'de'], { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${date}T12:00:00Z`),
	);
}

/** A moment as people write it, with its day: `22. November 2026, 18:30`. */
export function momentIn(atMs: number, language: string): string {
	return new Intl.DateTimeFormat([language, 'de'], {
		dateStyle: 'long',
		timeStyle: 'short',
	}).format(atMs);
}
