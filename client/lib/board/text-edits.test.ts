import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	apply,
	editBetween,
	editsOf,
	placeAfter,
	replaceText,
	seenFrom,
	type Edit,
} from './text-edits.ts';

const SHORT = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '😁', 'م'), maxLength: 8 });

prop.prop([SHORT, SHORT])('[TY1] an edit turns the one text into the other', (is, wanted) => {
	const edit = editBetween(is, wanted);
	expect(edit ? apply(is, edit) : is).toBe(wanted);
	if (edit) expect(edit.insert.isWellFormed()).toBe(true);
});

test('[TY1] only what differs is replaced', () => {
	expect(editBetween('Mehr Bänke', 'Mehr schöne Bänke')).toEqual({
		at: 5,
		remove: 0,
		insert: 'schöne ',
	});
	expect(editBetween('gleich', 'gleich')).toBeUndefined();
});

test('[TY1] both halves of a character go together', () => {
	const doc = new Y.Doc();
	const text = doc.getText();
	text.insert(0, 'gut 😀!');
	replaceText(text, 'gut 😁!');
	expect(text.toJSON()).toBe('gut 😁!');
});

prop.prop([SHORT, SHORT, SHORT], { numRuns: 2_000 })(
	'[TY2] what was typed here and what others wrote are both there, as if one had come after the other',
	(shared, mine, theirs) => {
		const own = editBetween(shared, mine);
		const edit = editBetween(shared, theirs);
		if (!edit) return;
		// Yjs does the same with two documents: who types here commits after having seen the other's edit
		const doc = new Y.Doc();
		const text = doc.getText();
		text.insert(0, shared);
		const deltas: Edit[] = [];
		text.observe((event) => deltas.push(...editsOf(event.delta)));
		doc.transact(() => replaceText(text, theirs));

		let [field, known] = [mine, shared];
		for (const one of deltas) {
			for (const seen of seenFrom(one, editBetween(known, field))) field = apply(field, seen);
			known = apply(known, one);
		}
		expect(known).toBe(theirs);
		if (!own) expect(field).toBe(theirs);
		else expect(field).toContain(own.insert.length > 0 && own.remove === 0 ? own.insert : '');
	},
);

test.each([
	// shared, the field has, others make of it, the field then has
	['Bänke', 'Bänke am Markt', 'Neue Bänke', 'Neue Bänke am Markt'],
	['Bänke', 'Mehr Bänke', 'Bänke!', 'Mehr Bänke!'],
	['ab', 'aXb', 'aYb', 'aYXb'],
	['abcdef', 'abXef', 'af', 'aXf'],
	['abcdef', 'aXf', 'abcYdef', 'aXYf'],
])('[TY2] %j, here %j, there %j: %j', (shared, mine, theirs, both) => {
	const edits = seenFrom(editBetween(shared, theirs)!, editBetween(shared, mine));
	expect(edits.reduce(apply, mine)).toBe(both);
});

test('[TY2] a caret stays beside its characters', () => {
	expect(placeAfter(5, { at: 0, remove: 0, insert: 'Neue ' })).toBe(10);
	expect(placeAfter(5, { at: 5, remove: 0, insert: '!' })).toBe(5);
	expect(placeAfter(5, { at: 7, remove: 2, insert: '' })).toBe(5);
	expect(placeAfter(5, { at: 3, remove: 4, insert: '' })).toBe(3);
	expect(placeAfter(9, { at: 3, remove: 4, insert: 'x' })).toBe(6);
});
