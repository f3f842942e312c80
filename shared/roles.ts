/** Who somebody is in one dialogue. A token stands for exactly one of them. */
export const ROLES = [
	'participant',
	'host',
	'moderator',
	'organiser',
	'projector',
	'observer',
	'interpreter',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that come by a link which the organiser gives out. */
export const LINK_ROLES = ['moderator', 'host', 'projector', 'observer', 'interpreter'] as const;
export type LinkRole = (typeof LINK_ROLES)[number];
