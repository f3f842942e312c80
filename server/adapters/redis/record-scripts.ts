import { script } from './script.ts';

/** How many changes are remembered for nodes that have missed a bell. A node that missed more is told of every record. */
const CHANGES_KEPT = 10_000;

/** `kept`: `<version> <dialogue or -> <value>`. */
const WRITE = `
local of, deleted, changed, changes, bell = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local function read(live, id)
	local kept = redis.call('HGET', live, id)
	if not kept then return nil, nil end
	return string.match(kept, '^(%d+) (%S+) ')
end
local function note(kind, id)
	local n = redis.call('INCR', changed)
	redis.call('XADD', changes, 'MAXLEN', '~', ${CHANGES_KEPT}, n .. '-0', 'k', kind, 'i', id)
end
local function remove(kind, live, id)
	local version, dialogue = read(live, id)
	if not version then return end
	redis.call('HDEL', live, id)
	redis.call('HSET', deleted, kind .. ' ' .. id, version + 1)
	if dialogue ~= '-' then redis.call('ZREM', of, dialogue .. ' ' .. kind .. ' ' .. id) end
end
`;

/**
 * KEYS of deleted changed changes bell, then the live records of each kind.
 * ARGV kind, number of its key, id, dialogue or -, was ('' must not exist, any), value or '' for each write.
 * Answers 1, or 0 if some `was` does not hold.
 */
const WRITE_ALL = `${WRITE}
for i = 1, #ARGV, 6 do
	local version = read(KEYS[tonumber(ARGV[i + 1])], ARGV[i + 2]) or ''
	if ARGV[i + 4] ~= 'any' and ARGV[i + 4] ~= version then return 0 end
end
for i = 1, #ARGV, 6 do
	local kind, live, id, dialogue, value = ARGV[i], KEYS[tonumber(ARGV[i + 1])], ARGV[i + 2], ARGV[i + 3], ARGV[i + 5]
	if value == '' then
		remove(kind, live, id)
	else
		local name = kind .. ' ' .. id
		local version, before = read(live, id)
		version = (version or redis.call('HGET', deleted, name) or 0) + 1
		redis.call('HSET', live, id, version .. ' ' .. dialogue .. ' ' .. value)
		redis.call('HDEL', deleted, name)
		if before and before ~= '-' and before ~= dialogue then redis.call('ZREM', of, before .. ' ' .. name) end
		if dialogue ~= '-' then redis.call('ZADD', of, 0, dialogue .. ' ' .. name) end
	end
	note(kind, id)
end
redis.call('SPUBLISH', bell, '')
return 1
`;

export const WRITE_RECORDS = script('writes', WRITE_ALL);
/** Deletes only: done also when memory is full, or nobody could be shown the door. */
export const DELETE_RECORDS = script('frees', WRITE_ALL);

/** KEYS as above. ARGV dialogue, then the kinds in the order of their keys. */
export const ERASE_RECORDS = script(
	'frees',
	`${WRITE}
local live = {}
for i = 2, #ARGV do live[ARGV[i]] = KEYS[4 + i] end
local members = redis.call('ZRANGE', of, '[' .. ARGV[1] .. ' ', '(' .. ARGV[1] .. '!', 'BYLEX')
for _, member in ipairs(members) do
	local kind, id = string.match(member, '^%S+ (%S+) (.*)$')
	remove(kind, live[kind], id)
	note(kind, id)
end
redis.call('SPUBLISH', bell, '')
return #members
`,
);
