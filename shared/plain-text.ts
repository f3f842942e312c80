/** Whether nothing of a text can be seen: blanks, joiners, fillers and the like alone. Such a text counts as empty. */
export function showsNothing(text: string): boolean {
	return /^[\s\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
}
