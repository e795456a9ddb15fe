-- Stores a group of arrivals: each one once, however often its provider repeats it. One repeated message never refuses its group.
--
-- KEYS  1 the stream, 2... one "seen" key for each message
-- ARGV  1 how long a provider's id is remembered, in ms   2 the channel to wake   3... one message each, as it goes into the stream
-- Returns  for each message 1 when it was stored now, 0 when it had been before
local found = redis.call('TYPE', KEYS[1]).ok
if found ~= 'none' and found ~= 'stream' then return redis.error_reply('ACCEPT key holds a ' .. found .. ', not a stream') end
if not string.match(ARGV[1] or '', '^[1-9]%d*$') or #ARGV[1] > 15 or #KEYS ~= #ARGV - 1 then return redis.error_reply('ACCEPT bad arguments') end
local answers, stored = {}, false
for i = 2, #KEYS do
  if redis.call('SET', KEYS[i], '1', 'NX', 'PX', ARGV[1]) then
    redis.call('XADD', KEYS[1], '*', 'd', ARGV[i + 1])
    answers[#answers + 1] = 1
    stored = true
  else
    answers[#answers + 1] = 0
  end
end
if stored then redis.call('PUBLISH', ARGV[2], 'inbox') end
return answers
