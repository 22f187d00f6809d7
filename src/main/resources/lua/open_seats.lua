-- Makes newly published seats free, if the inventory knows the version of the book before this one.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1] life      see claim.lua
--   ARGV[2] layout    the version that has the new seats
--   ARGV[3] now_ms    see claim.lua
--   ARGV[4..]         for each day: YYYYMMDD, bits of the new seats; nobody has had any of them
--                     before
-- Answers OPENED, KNOWN, COLD; after COLD the practice is refilled at its next touch
-- include part_seats.lua
local header, claims = unpack(KEYS)
local life, layout, now = unpack(ARGV, 1, 3)

local known = redis.call('HMGET', header, 'life', 'layout')
if known[1] ~= life then
    return 'COLD'
end
if tonumber(known[2]) >= tonumber(layout) then
    return 'KNOWN'
end
if tonumber(known[2]) ~= tonumber(layout) - 1 then
    redis.call('HSET', header, 'layout', -1)
    return 'COLD'
end

local function either(bits, others)
    local bytes = {}
    for at = 1, math.max(#bits, #others) do
        bytes[at] = string.char(bit.bor(bits:byte(at) or 0, others:byte(at) or 0))
    end
    return table.concat(bytes)
end

local prefix, bits_of_day = claims:sub(1, -2), {}
for at = 4, #ARGV, 2 do
    bits_of_day[ARGV[at]] = either(redis.call('GET', prefix .. ARGV[at]) or '', ARGV[at + 1])
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), now)
redis.call('HSET', header, 'layout', layout)
-- What is retired says the book from now on.
local retiring = redis.call('HGET', header, 'retiring')
if retiring and tonumber(retiring:sub(14)) <= tonumber(layout) then
    redis.call('HDEL', header, 'retiring')
    redis.call('DEL', prefix .. 'l')
end
return 'OPENED'
