-- Makes newly published seats free, if the inventory knows the version of the book before this one.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   KEYS[3..5] news   of the ten minutes before these, of these, of the next: see tell.lua
--   ARGV[1] life      see claim.lua
--   ARGV[2] layout    the version that has the new seats
--   ARGV[3..]         for each day: YYYYMMDD, bits of the new seats
-- Answers {OPENED}, {KNOWN}, {COLD}; after COLD the practice is refilled at its next touch
-- include part_seats.lua
-- include part_moment.lua
-- include part_news.lua
local header, claims = unpack(KEYS)
local life, layout = unpack(ARGV, 1, 2)

local known = redis.call('HMGET', header, 'life', 'layout', 'moment')
if known[1] ~= life then
    return { 'COLD' }
end
if tonumber(known[2]) >= tonumber(layout) then
    return { 'KNOWN' }
end
if tonumber(known[2]) ~= tonumber(layout) - 1 then
    redis.call('HSET', header, 'layout', -1)
    return { 'COLD' }
end

local function either(bits, others)
    local bytes = {}
    for at = 1, math.max(#bits, #others) do
        bytes[at] = string.char(bit.bor(bits:byte(at) or 0, others:byte(at) or 0))
    end
    return table.concat(bytes)
end

local prefix, bits_of_day, is_free = claims:sub(1, -2), {}, {}
for at = 3, #ARGV, 2 do
    bits_of_day[ARGV[at]] = either(redis.call('GET', prefix .. ARGV[at]) or '', ARGV[at + 1])
end
for field, free in pairs(recent_news({ unpack(KEYS, 3) }, knower_of(known[3]))) do
    if bits_of_day[field:sub(1, 8)] then
        is_free[field] = free
    end
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), is_free)
redis.call('HSET', header, 'layout', layout)
return { 'OPENED' }
