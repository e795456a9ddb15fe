-- Commits one decision, or a batch of them, whole or not at all.
--
-- KEYS  every key that is touched, each once. All share the community's hash tag, so this runs alike on one server and on a cluster.
-- ARGV  a flat list of operations: a code, the number of its key in KEYS, and the code's own arguments.
--   checks:  v key version           the document's version must be this ("0": there is none)
--            e key value             the string must be this ("": there is none)
--            o key                   must not exist: the event has not been decided before
--            m key member 0|1        the member must be absent or present in the set or sorted set
--   writes:  P key version json      put a document        D key                 delete
--            Z key score member      sorted-set add        z key member          sorted-set remove
--            S key member            set add               s key member          set remove
--            H key field number      hash increment        K key value ms        set a string (ms "0": for ever)
--            L key n value...        list append           T key id              drop stream entries before id
--            X key n field value...  stream append         x key id              drop one stream entry
--            E key ms                let a key expire         U key channel message   publish (the key only routes)
-- Returns  {"ok", id...}       the ids of the stream appends, in order
--          {"conflict", n...}  the keys whose check failed; nothing was written
--          {"done"}            a once-key exists: nothing was written, the event was decided before
-- Redis does not roll back, so the first pass checks everything that could make a write fail: codes, key numbers, counts, numbers, types.

local arity = { v = 1, e = 1, o = 0, m = 2, P = 2, D = 0, Z = 2, z = 1, S = 1, s = 1, H = 2, K = 2, T = 1, x = 1, U = 2, E = 1 }
local holds = { v = 'hash', P = 'hash', e = 'string', K = 'string', Z = 'zset', z = 'zset', S = 'set', s = 'set', H = 'hash', L = 'list',
  X = 'stream', T = 'stream', x = 'stream' }
local checks = { v = true, e = true }
local types = {}
local conflicts = {}
local done = false

local function refuse(at, why) return redis.error_reply('COMMIT ' .. why .. ' at argument ' .. at) end

-- Narrower than tonumber: what passes here, Redis takes too (no hex, nan, spaces or leading zeros, nothing near 64 bits).
local function whole(text) return #text <= 16 and (text == '0' or string.match(text, '^%-?[1-9]%d*$')) end
local function score(text)
  local mantissa, exponent = string.match(text, '^%-?(%d+%.?%d*)[eE]?[+-]?(%d*)$')
  return mantissa and #text <= 40 and #exponent <= 2 and tonumber(text)
end
local function id(text)
  local ms, number = string.match(text, '^(%d+)%-?(%d*)$')
  return ms and #ms <= 18 and #number <= 18 and string.sub(text, -1) ~= '-'
end
local valid = {
  P = function(at) return whole(ARGV[at]) end,
  Z = function(at) return score(ARGV[at]) end,
  H = function(at) return whole(ARGV[at + 1]) end,
  K = function(at) return whole(ARGV[at + 1]) and string.sub(ARGV[at + 1], 1, 1) ~= '-' end,
  E = function(at) return whole(ARGV[at]) and string.sub(ARGV[at], 1, 1) ~= '-' end,
  m = function(at) return ARGV[at + 1] == '0' or ARGV[at + 1] == '1' end,
  T = function(at) return id(ARGV[at]) end,
  x = function(at) return id(ARGV[at]) end,
}

local i, n = 1, #ARGV
while i <= n do
  local op, k = ARGV[i], tonumber(ARGV[i + 1])
  local key = k and KEYS[k]
  if not key then return refuse(i, 'no such key') end
  local count = arity[op]
  if op == 'L' or op == 'X' then
    local values = tonumber(ARGV[i + 2])
    if not values or values < 1 or values > 1000 or values ~= math.floor(values) then return refuse(i, 'bad count') end
    count = 1 + values * (op == 'X' and 2 or 1)
  end
  if not count then return refuse(i, 'no such operation') end
  if i + 1 + count > n then return refuse(i, 'too few arguments') end
  if valid[op] and not valid[op](i + 2) then return refuse(i, 'not a number or id') end
  local expected = holds[op]
  if expected then
    local found = types[key] or redis.call('TYPE', key).ok
    if found ~= 'none' and found ~= expected then return refuse(i, 'key holds a ' .. found .. ', not a ' .. expected) end
    if found ~= 'none' or not checks[op] then types[key] = expected end
  end
  if op == 'v' then
    if (redis.call('HGET', key, 'v') or '0') ~= ARGV[i + 2] then conflicts[#conflicts + 1] = k end
  elseif op == 'e' then
    if (redis.call('GET', key) or '') ~= ARGV[i + 2] then conflicts[#conflicts + 1] = k end
  elseif op == 'o' then
    if redis.call('EXISTS', key) == 1 then done = true end
  elseif op == 'm' then
    local kind = redis.call('TYPE', key).ok
    local present = (kind == 'zset' and redis.call('ZSCORE', key, ARGV[i + 2]) or kind == 'set' and redis.call('SISMEMBER', key, ARGV[i + 2]) == 1) and '1' or '0'
    if present ~= ARGV[i + 3] then conflicts[#conflicts + 1] = k end
  elseif op == 'H' then
    local now = redis.call('HGET', key, ARGV[i + 2])
    if now and not whole(now) then return refuse(i, 'field is no number') end
  end
  i = i + 2 + count
end
if done then return { 'done' } end
if #conflicts > 0 then
  table.insert(conflicts, 1, 'conflict')
  return conflicts
end

local ids = { 'ok' }
i = 1
while i <= n do
  local op, key = ARGV[i], KEYS[tonumber(ARGV[i + 1])]
  local a, b = ARGV[i + 2], ARGV[i + 3]
  local count = arity[op]
  if op == 'P' then redis.call('HSET', key, 'v', a, 'd', b)
  elseif op == 'L' then
    count = 1 + tonumber(a)
    redis.call('RPUSH', key, unpack(ARGV, i + 3, i + 1 + count))
  elseif op == 'X' then
    count = 1 + 2 * tonumber(a)
    ids[#ids + 1] = redis.call('XADD', key, '*', unpack(ARGV, i + 3, i + 1 + count))
  elseif op == 'x' then redis.call('XDEL', key, a)
  elseif op == 'Z' then redis.call('ZADD', key, a, b)
  elseif op == 'z' then redis.call('ZREM', key, a)
  elseif op == 'K' then if b == '0' then redis.call('SET', key, a) else redis.call('SET', key, a, 'PX', b) end
  elseif op == 'H' then redis.call('HINCRBY', key, a, b)
  elseif op == 'T' then redis.call('XTRIM', key, 'MINID', a)
  elseif op == 'S' then redis.call('SADD', key, a)
  elseif op == 's' then redis.call('SREM', key, a)
  elseif op == 'D' then redis.call('DEL', key)
  elseif op == 'E' then redis.call('PEXPIRE', key, a)
  elseif op == 'U' then redis.call('PUBLISH', a, b)
  end
  i = i + 2 + count
end
return ids
