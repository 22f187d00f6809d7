-- Notes which places of slots a new version of the practice's book will retire, before the ledger
-- records it: from now on a claim by the version of before leaves them alone too. When the
-- inventory has the new version nobody looks at it any more.
--   KEYS[1] header    see claim.lua; here also retiring: until when (ms) there is something noted
--   KEYS[2] retiring  hash: YYYYMMDD.ooooo, the first seat of a slot -> version of the book that
--                     retires places of it (10) and how many (5)
--   ARGV[1] life      see claim.lua
--   ARGV[2] layout    the new version
--   ARGV[3] now_ms    see claim.lua
--   ARGV[4] until_ms  when whoever records it has been given up
--   ARGV[5..]         for each slot: its field, its places (5)
-- Answers RETIRING, COLD
local header, retiring = unpack(KEYS)
local life, layout, now, ends = unpack(ARGV, 1, 4)

local known = redis.call('HMGET', header, 'life', 'layout', 'retiring')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
local version = ('%010d'):format(layout)
for at = 5, #ARGV, 2 do
    redis.call('HSET', retiring, ARGV[at], version .. ARGV[at + 1])
end
local last = known[3] and known[3] > ends and known[3] or ends
redis.call('HSET', header, 'retiring', last)
redis.call('PEXPIRE', retiring, math.max(1, tonumber(last) - tonumber(now)))
return 'RETIRING'
