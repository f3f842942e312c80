import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Fixture from './DragList.fixture.svelte';

const list = (name: string): HTMLElement => document.querySelector(`ul[aria-label="${name}"]`)!;
const shown = (name: string): string =>
	[...list(name).children].map(({ textContent }) => textContent.replace(/#|menu/g, '')).join('');
const all = (): string[] => ['left', 'right', 'empty'].map(shown);
const item = (id: string): HTMLElement => document.querySelector(`li[data-id="${id}"]`)!;

function centre(element: Element): [number, number] {
	const { x, y, width, height } = element.getBoundingClientRect();
	return [x + width / 2, y + height / 2];
}
function mouse(type: string, [clientX, clientY]: [number, number], on: EventTarget = window): void {
	on.dispatchEvent(new MouseEvent(type, { clientX, clientY, bubbles: true, cancelable: true }));
}
function finger(type: string, [clientX, clientY]: [number, number], on: EventTarget): void {
	const touch = new Touch({ identifier: 1, target: on, clientX, clientY });
	const touches = type === 'touchend' ? [] : [touch];
	on.dispatchEvent(new TouchEvent(type, { touches, bubbles: true, cancelable: true }));
}

/** Takes an item up; `meanwhile` happens then; carries it into a list; the caller lets go. */
async function carry(id: string, to: string, meanwhile: () => void = () => {}): Promise<void> {
	const [x, y] = centre(item(id));
	mouse('mousedown', [x, y], item(id).querySelector('.card')!);
	mouse('mousemove', [x + 8, y + 8]);
	meanwhile();
	await expect
		.poll(() => {
			mouse('mousemove', centre(list(to)));
			return list(to).querySelector('[data-is-dnd-shadow-item-internal]') !== null;
		})
		.toBe(true);
}

test('a drop is told once, as one operation between its neighbours', async () => {
	const { component } = await render(Fixture);
	await carry('a', 'right');
	mouse('mouseup', centre(list('right')));
	await expect.poll(() => component.told()).toHaveLength(1);
	const drop = component.told()[0]!;
	expect([drop.itemId, drop.listId]).toEqual(['a', 'right']);
	expect(drop.afterId ?? drop.beforeId).toBe('d');
	await expect.poll(() => shown('left')).toBe('bc');
});

test('an empty list takes a card', async () => {
	const { component } = await render(Fixture);
	await carry('b', 'empty');
	mouse('mouseup', centre(list('empty')));
	await expect.poll(() => component.told()).toEqual([{ itemId: 'b', listId: 'empty' }]);
	await expect.poll(all).toEqual(['ac', 'd', 'b']);
});

test('what others add and take away meanwhile shows after the drop, each card once', async () => {
	const { component } = await render(Fixture);
	await carry('a', 'right', () =>
		component.remote('left', (items) => [{ id: 'x' }, ...items.filter(({ id }) => id !== 'b')]),
	);
	expect(shown('left')).not.toContain('x');
	mouse('mouseup', centre(list('right')));
	await expect.poll(() => shown('left')).toBe('xc');
	expect([...shown('right')].sort()).toEqual(['a', 'd']);
	expect(component.told()).toHaveLength(1);
});

test('the card itself is taken away meanwhile: nothing comes back', async () => {
	const { component } = await render(Fixture);
	await carry('a', 'right', () =>
		component.remote('left', (items) => items.filter(({ id }) => id !== 'a')),
	);
	mouse('mouseup', centre(list('right')));
	await expect.poll(all).toEqual(['bc', 'd', '']);
});

test('put down where it was taken up, nothing is told', async () => {
	const { component } = await render(Fixture);
	const [x, y] = centre(item('b'));
	mouse('mousedown', [x, y], item('b').querySelector('.card')!);
	mouse('mousemove', [x + 5, y + 1]);
	await expect.poll(() => component.isDragging()).toBe(true);
	mouse('mouseup', [x + 5, y + 1]);
	await expect.poll(() => component.isDragging()).toBe(false);
	expect(component.told()).toEqual([]);
	expect(all()).toEqual(['abc', 'd', '']);
});

test.each(['keydown', 'touchcancel'])('given up by %s, it hangs where it was', async (type) => {
	const { component } = await render(Fixture);
	await carry('a', 'right');
	window.dispatchEvent(
		type === 'keydown' ? new KeyboardEvent(type, { key: 'Escape' }) : new Event(type),
	);
	await expect.poll(() => component.isDragging()).toBe(false);
	await expect.poll(all).toEqual(['abc', 'd', '']);
	expect(component.told()).toEqual([]);
});

test('a finger drags at the grip only', async () => {
	const { component } = await render(Fixture);
	const card = item('a').querySelector('.card')!;
	finger('touchstart', centre(card), card);
	finger('touchmove', [200, 200], card);
	expect(component.isDragging()).toBe(false);
	finger('touchend', [200, 200], card);

	const grip = item('a').querySelector('[data-drag-handle]')!;
	finger('touchstart', centre(grip), grip);
	finger('touchmove', [centre(grip)[0] + 9, centre(grip)[1] + 9], grip);
	await expect.poll(() => component.isDragging()).toBe(true);
	// at once: where the finger came down is not on the page just now
	finger('touchend', [0, 0], grip);
	await expect.poll(() => component.isDragging()).toBe(false);
});

test('buttons within an item and keys on it start no drag', async () => {
	const { component } = await render(Fixture);
	const button = item('a').querySelector('button')!;
	mouse('mousedown', centre(button), button);
	mouse('mousemove', [300, 300]);
	mouse('mouseup', [300, 300]);
	item('a').focus();
	item('a').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
	expect(component.isDragging()).toBe(false);
	expect(item('a').tabIndex).toBe(-1);
});
