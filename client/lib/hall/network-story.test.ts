import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkStory } from './network-story.svelte.ts';

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('[NL1] nothing is said while all is well, nor about a gap of a second', () => {
	const story = new NetworkStory();
	story.hear(false, false);
	vi.advanceTimersByTime(1_000);
	story.hear(true, false);
	vi.advanceTimersByTime(60_000);
	expect(story.says).toBeUndefined();
});

test('[NL2] a longer gap is connecting, then offline, and its end is said for a moment', () => {
	const story = new NetworkStory();
	story.hear(true, false);
	story.hear(false, false);
	vi.advanceTimersByTime(1_600);
	expect(story.says).toBe('connecting');
	vi.advanceTimersByTime(8_000);
	expect(story.says).toBe('offline');
	story.hear(true, false);
	expect(story.says).toBe('back');
	vi.advanceTimersByTime(4_000);
	expect(story.says).toBeUndefined();
});

test('[NL3] a browser that knows to be offline is believed when the sockets say so, too', () => {
	vi.stubGlobal('navigator', { onLine: false });
	const story = new NetworkStory();
	story.hear(true, false);
	vi.advanceTimersByTime(60_000);
	expect(story.says).toBeUndefined();
	story.hear(false, false);
	vi.advanceTimersByTime(1_500);
	expect(story.says).toBe('offline');
});

test('[NL4] a silent store is said at once, and its end too', () => {
	const story = new NetworkStory();
	story.hear(true, true);
	expect(story.says).toBe('paused');
	story.hear(true, false);
	expect(story.says).toBe('back');
	story.hear(true, true);
	vi.advanceTimersByTime(60_000);
	expect(story.says).toBe('paused');
});
