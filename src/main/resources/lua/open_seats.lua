-- Makes newly published seats free, if the inventory knows the version of the book before this one.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   KEYS[3..5] news   of the ten minutes before these, of these, of the next: see tell.lua
--   ARGV[1] life      see claim.lua
--   ARGV[2] layout    the version that has the new seats
--   ARGV[3] now_ms    see claim.lua
--   ARGV[4..]         for each day: YYYYMMDD, bits of the new seats
-- Answers OPENED, KNOWN, COLD; after COLD the practice is refilled at its next touch
-- include part_seats.lua
-- include part_moment.lua
-- include part_news.lua
local header, claims = unpack(KEYS)
local life, layout, now = unpack(ARGV, 1, 3)

local known = redis.call('HMGET', header, 'life', 'layout', 'moment')
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

-- How many seats are new, and their fields.
local seats, fields = 0, nil
for at = 4, #ARGV, 2 do
    for eight = 1, #ARGV[at + 1] do
        local bits = ARGV[at + 1]:byte(eight)
        while bits > 0 do
            seats, bits = seats + 1, bit.band(bits, bits - 1)
        end
    end
end

local function new_fields()
    if not fields then
        fields = {}
        for at = 4, #ARGV, 2 do
            for ordinal = 0, 8 * #ARGV[at + 1] - 1 do
                if bit.band(ARGV[at + 1]:byte(math.floor(ordinal / 8) + 1), bit.rshift(128, ordinal % 8)) ~= 0 then
                    fields[#fields + 1] = string.format('%s.%05d', ARGV[at], ordinal)
                end
            end
        end
    end
    return fields
end

-- News of the new seats, or all of it if that is less to read: a practice may have had thousands of bookings in these minutes.
local function of_new_seats(hash)
    if redis.call('HLEN', hash) <= seats then
        return redis.call('HGETALL', hash)
    end
    local wanted, found = new_fields(), {}
    for from = 1, #wanted, 4000 do
        for at, value in ipairs(redis.call('HMGET', hash, unpack(wanted, from, math.min(from + 3999, #wanted)))) do
            if value then
                found[#found + 1] = wanted[from + at - 1]
                found[#found + 1] = value
            end
        end
    end
    return found
end

local prefix, bits_of_day, is_free = claims:sub(1, -2), {}, {}
for at = 4, #ARGV, 2 do
    bits_of_day[ARGV[at]] = either(redis.call('GET', prefix .. ARGV[at]) or '', ARGV[at + 1])
end
for field, free in pairs(recent_news({ unpack(KEYS, 3) }, knower_of(known[3]), of_new_seats)) do
    if bits_of_day[field:sub(1, 8)] then
        is_free[field] = free
    end
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), is_free, now)
redis.call('HSET', header, 'layout', layout)
return 'OPENED'
