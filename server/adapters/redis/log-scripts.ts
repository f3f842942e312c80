import { script } from './script.ts';

/**
 * What the log does in one atomic step each. Scripts do not roll back, so every comparison stands in front of the first
 * write; and the first write is the one that can fail. All keys are declared and lie in the slot of their dialogue.
 */

/** `place`: a table, or `seats`, or nothing for the desk. After a restore the generation follows. */
const EPOCH = `
local function fences_of(key, place)
	return redis.call('HMGET', key, 'gone', 'whole', place, 'generation')
end
local function generation_of(fences) return 1 + tonumber(fences[4] or '0') end
local function epoch_of(fences, place)
	local epoch = '0.0'
	if place == 'seats' then epoch = '0.' .. (fences[3] or '0')
	elseif place ~= '' then epoch = (fences[2] or '0') .. '.' .. (fences[3] or '0') end
	if not fences[4] then return epoch end
	return epoch .. '.' .. generation_of(fences)
end
`;

/** Every writing of a debt is a new debt, also at the same number of the seat's log. */
const GROW = `
local function grow(docs, debts, due, seat)
	local reached = tonumber(redis.call('HGET', docs, 's:' .. seat) or '0')
	local before = tonumber(redis.call('HGET', debts, seat) or '-1')
	local seq = math.max(reached, before + 1)
	redis.call('HSET', debts, seat, seq)
	redis.call('HSET', due, seat, seq)
end
`;

/**
 * KEYS docs fence ledger debts due bell log.
 * ARGV document, place, epoch, seq, node, due seat or '', '1' with an update, update, then card, was or '', row each.
 * Answers the number that the log then has, or why not.
 */
export const APPEND = script(
	'writes',
	`${EPOCH}${GROW}
local fences = fences_of(KEYS[2], ARGV[2])
if fences[1] then return 'gone' end
if epoch_of(fences, ARGV[2]) ~= ARGV[3] then return 'stale-epoch' end
local seq = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if seq ~= tonumber(ARGV[4]) then return 'conflict' end
for i = 9, #ARGV, 3 do
	local kept = redis.call('HGET', KEYS[3], ARGV[i])
	if (kept and string.match(kept, '^%d+') or '') ~= ARGV[i + 1] then return 'taken' end
end
if ARGV[7] == '1' then
	seq = seq + 1
	redis.call('XADD', KEYS[7], seq .. '-0', 'u', ARGV[8])
	redis.call('HSET', KEYS[1], ARGV[1], seq)
end
for i = 9, #ARGV, 3 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 2]) end
if ARGV[6] ~= '' then grow(KEYS[1], KEYS[4], KEYS[5], ARGV[6]) end
if ARGV[7] == '1' then redis.call('SPUBLISH', KEYS[6], ARGV[5] .. ' ' .. ARGV[1] .. ' ' .. seq) end
return seq
`,
);

/**
 * KEYS docs fence snapshot log. ARGV document, place.
 * Answers epoch, seq, generation, snapshot's seq or nil, entries, its state packed or nil, or as it is or nil.
 */
export const OPEN = script(
	'reads',
	`${EPOCH}
local fences = fences_of(KEYS[2], ARGV[2])
if fences[1] then return { '0.0', 0, 1, false, {}, false, false } end
local seq = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local snapshot = redis.call('HMGET', KEYS[3], 'seq', 'packed', 'state')
local first = tonumber(snapshot[1] or '0') + 1
local entries = redis.call('XRANGE', KEYS[4], first .. '-0', '+')
return { epoch_of(fences, ARGV[2]), seq, generation_of(fences), snapshot[1], entries, snapshot[2], snapshot[3] }
`,
);

/** KEYS docs fence. ARGV document, place. Answers epoch, seq, generation. */
export const HEAD = script(
	'reads',
	`${EPOCH}
local fences = fences_of(KEYS[2], ARGV[2])
if fences[1] then return { '0.0', 0, 1 } end
local seq = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
return { epoch_of(fences, ARGV[2]), seq, generation_of(fences) }
`,
);

/** KEYS docs fence snapshot log. ARGV document, after. Answers seq, snapshot's seq, entries. */
export const READ = script(
	'reads',
	`
if redis.call('HEXISTS', KEYS[2], 'gone') == 1 then return { 0, 0, {} } end
local seq = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local after = tonumber(ARGV[2])
if after >= seq then return { seq, 0, {} } end
local snapshot = tonumber(redis.call('HGET', KEYS[3], 'seq') or '0')
return { seq, snapshot, redis.call('XRANGE', KEYS[4], (after + 1) .. '-0', '+') }
`,
);

/**
 * KEYS docs fence snapshot log. ARGV document, seq, state, keepTail.
 * The stream is written anew instead of trimmed: Redis keeps what is trimmed off a node of a stream until the whole node
 * is free, and deleted words are to be gone. Its last number does not get lost with it, that stands in docs.
 */
export const COMPACT = script(
	'frees',
	`
if redis.call('HEXISTS', KEYS[2], 'gone') == 1 then return 'stale' end
local last = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local seq = tonumber(ARGV[2])
if seq > last or seq <= tonumber(redis.call('HGET', KEYS[3], 'seq') or '0') then return 'stale' end
local first = math.max(1, seq - tonumber(ARGV[4]) + 1)
local entries = redis.call('XRANGE', KEYS[4], first .. '-0', '+')
redis.call('DEL', KEYS[4])
for _, entry in ipairs(entries) do redis.call('XADD', KEYS[4], entry[1], unpack(entry[2])) end
redis.call('HDEL', KEYS[3], 'state')
redis.call('HSET', KEYS[3], 'seq', seq, 'packed', ARGV[3])
return 'ok'
`,
);

/** KEYS fence. ARGV field to raise, table or `none`. Answers the new epoch, or nil if it is gone. */
export const FENCE = script(
	'writes',
	`${EPOCH}
if redis.call('HEXISTS', KEYS[1], 'gone') == 1 then return false end
redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
return epoch_of(fences_of(KEYS[1], ARGV[2]), ARGV[2])
`,
);

/** KEYS fence. Answers the new generation; that of a dialogue that is gone stays the first. */
export const RENEW = script(
	'writes',
	`
if redis.call('HEXISTS', KEYS[1], 'gone') == 1 then return 1 end
return 1 + redis.call('HINCRBY', KEYS[1], 'generation', 1)
`,
);

/**
 * KEYS docs fence ledger debts due. ARGV the seat whose all cards are from now on. The first step of forgetting: what was
 * judged before is stale, no card is anybody's, and when words began to wait is gone. Answers the dialogue's documents.
 * (In JSON a quote within a text is escaped, so what is replaced are the row's own fields.)
 */
export const FORGET = script(
	'writes',
	`
if redis.call('HEXISTS', KEYS[2], 'gone') == 1 then return {} end
redis.call('HINCRBY', KEYS[2], 'seats', 1)
redis.call('DEL', KEYS[4], KEYS[5])
local rows = redis.call('HGETALL', KEYS[3])
for i = 1, #rows, 2 do
	local row = string.gsub(rows[i + 1], '"seat":"[^"]*"', '"seat":"' .. ARGV[1] .. '"', 1)
	row = string.gsub(row, '"sinceMs":[^,}]*', '"sinceMs":0', 1)
	redis.call('HSET', KEYS[3], rows[i], row)
end
return redis.call('HKEYS', KEYS[1])
`,
);

/** KEYS docs, then streams and snapshots. ARGV the documents that go with them. */
export const FORGET_DOCS = script(
	'frees',
	`
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
for _, field in ipairs(ARGV) do redis.call('HDEL', KEYS[1], field) end
return #ARGV
`,
);

/** KEYS snapshot log. What the snapshot holds goes; written anew for the reason that stands at COMPACT. */
export const FORGET_COVERED = script(
	'frees',
	`
local covered = tonumber(redis.call('HGET', KEYS[1], 'seq') or '0')
if covered == 0 then return 'ok' end
local entries = redis.call('XRANGE', KEYS[2], (covered + 1) .. '-0', '+')
redis.call('DEL', KEYS[2])
for _, entry in ipairs(entries) do redis.call('XADD', KEYS[2], entry[1], unpack(entry[2])) end
return 'ok'
`,
);

/** KEYS docs fence debts due. ARGV seats. */
export const OWE = script(
	'writes',
	`${GROW}
if redis.call('HEXISTS', KEYS[2], 'gone') == 1 then return 0 end
for _, seat in ipairs(ARGV) do grow(KEYS[1], KEYS[3], KEYS[4], seat) end
return #ARGV
`,
);

/** KEYS due. ARGV seat, seq. */
export const SETTLE = script(
	'frees',
	`
local owed = redis.call('HGET', KEYS[1], ARGV[1])
if not owed or tonumber(owed) > tonumber(ARGV[2]) then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
`,
);

/** KEYS docs fence ledger debts due. The first step of an erasure: from now on the dialogue is gone. Answers its documents. */
export const ERASE = script(
	'frees',
	`
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('HSET', KEYS[2], 'gone', 1)
return redis.call('HKEYS', KEYS[1])
`,
);
