/** German texts of the area; the type of all other languages. */
export default {
	title: 'Thementisch',
} as const;
