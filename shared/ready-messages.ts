/** What those who conduct say often: each page tells it in the language of whoever reads. */
export const READY_MESSAGES = ['five-minutes', 'switch', 'plenary'] as const;
export type ReadyMessage = (typeof READY_MESSAGES)[number];
