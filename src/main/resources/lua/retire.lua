-- Notes which places of slots a new version of the practice's book will retire, before the ledger
-- records it: from now on a claim by the version of before leaves them alone too, until the
-- inventory has the new version (open_seats.lua), or nobody comes to record it.
--   KEYS[1] header    see claim.lua; here retiring: until when (ms) something is noted, and by
--                     which version (10) at most
--   KEYS[2] retiring  hash: YYYYMMDD.ooooo, the first seat of a slot -> version of the book that
--                     retires places of it (10) and how many (5)
--   ARGV[1] layout    the new version (10)
--   ARGV[2] now_ms    see claim.lua
--   ARGV[3] until_ms  when whoever was to record it has been given up
--   ARGV[4..]         for each slot: its field, its places (5)
-- Answers RETIRING, also for a practice that is to be filled: what is noted outlasts that
local header, retiring = unpack(KEYS)
local layout, now, ends = unpack(ARGV, 1, 3)
local known = redis.call('HMGET', header, 'layout', 'retiring')

-- Texts of one width compare as the numbers that they are.
local function latest(one, other)
    return one > other and one or other
end

-- Of two versions that are both on their way each claim minds what either retires.
local function either(field, places)
    local other = redis.call('HGET', retiring, field)
    if not other or tonumber(other:sub(1, 10)) <= tonumber(known[1] or -1) then
        return layout .. places
    end
    return latest(other:sub(1, 10), layout) .. latest(other:sub(11), places)
end

local said = known[2] or ('0'):rep(23)
for at = 4, #ARGV, 2 do
    redis.call('HSET', retiring, ARGV[at], either(ARGV[at], ARGV[at + 1]))
end
local last = latest(said:sub(1, 13), ends)
redis.call('HSET', header, 'retiring', last .. latest(said:sub(14), layout))
redis.call('PEXPIRE', retiring, math.max(1, tonumber(last) - tonumber(now)))
return 'RETIRING'
