/** An export with lines of JSON in front of it that say how far it is. */
export const REPORT_STREAM = 'application/vnd.thementisch.report';
/** One of these lines. Behind the one with `file` follow its bytes. */
export type ReportLine =
	| { readonly stage: 'reading' | 'waiting' | 'drawing' | 'sending' }
	| { readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: number } }
	| { readonly rejection: { readonly code: string; readonly detail: string } };
