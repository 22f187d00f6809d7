-- Fills a practice's inventory from what the ledger said, unless its memory was lost since or a filling from as new a book was first.
-- All in one call: there is no half-filled practice, and the news that was told since the ledger was read is still at hand.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   KEYS[4..6] news   of the ten minutes before those in which the filling began, of those, of the next: see tell.lua
--   KEYS[7..]         seats of days of which the ledger knows no free ones
--   ARGV[1] life      of the store, as the caller's connection knows it
--   ARGV[2] memory    as begin_fill.lua named it before the ledger was read
--   ARGV[3] layout    version of the book
--   ARGV[4] fill      names the filling, for those who look
--   ARGV[5] now_ms    holds that have expired by then are not kept
--   ARGV[6] whole_ms  until then requests may have been answered without a marker, if the practice is new to this life
--   ARGV[7] need      forced: a filling of this life from as new a book is repeated, if the ledger was not read before it was for that; usual: it is not
--   ARGV[8] moment    in which the ledger was read: see part_moment.lua
--   ARGV[9..]         for each day: YYYYMMDD, bits of its free seats
-- Answers FILLED, LATE
-- include part_seats.lua
-- include part_claims.lua
-- include part_moment.lua
-- include part_news.lua
local header, claims, holders = unpack(KEYS, 1, 3)
local life, memory, layout, fill, now, whole, need, moment = unpack(ARGV, 1, 8)
local prefix = claims:sub(1, -2)

local known = redis.call('HMGET', header, 'life', 'memory', 'layout', 'moment')
local is_new, ahead = known[1] ~= life, tonumber(layout) - tonumber(known[3] or -1)
local is_of_this_life = known[2] == memory and memory:sub(1, #life + 1) == life .. '/'
-- News that the filling before knew of has not been kept, so that one from an earlier reading would not be put right by it.
local is_repeatable = not known[4] or not is_before(moment, known[4])
local is_needed = is_new or ahead > 0 or (ahead == 0 and need == 'forced' and is_repeatable)
if not is_of_this_life or not is_needed then
    return 'LATE'
end

local function all_of(hash)
    return redis.call('HGETALL', hash)
end

local bits_of_day, news = {}, recent_news({ unpack(KEYS, 4, 6) }, knower_of(moment), all_of)
for at = 9, #ARGV, 2 do
    bits_of_day[ARGV[at]] = ARGV[at + 1]
end

local function is_free(field)
    local ordinal = tonumber(field:sub(10))
    local eight = (bits_of_day[field:sub(1, 8)] or ''):byte(math.floor(ordinal / 8) + 1) or 0
    local is_free_by_news = news[field]
    if is_free_by_news ~= nil then
        return is_free_by_news
    end
    return bit.band(eight, bit.rshift(128, ordinal % 8)) ~= 0
end

local function is_kept(day, claim)
    local is_live = claim:sub(1, 1) == 'C' or claim:sub(2, 14) > now
    for at = 102, #claim, 5 do
        is_live = is_live and is_free(day .. '.' .. claim:sub(at, at + 4))
    end
    return is_live
end

-- Claims of an earlier life have perhaps ended, or their seats have been given to others; a claim of this life may have led to a booking that is no news any more: those that the ledger leaves room for are kept.
local function keep_claims()
    redis.call('DEL', holders)
    local next_expiry, all = '', redis.call('HGETALL', claims)
    for at = 1, #all, 2 do
        local field, claim = all[at], all[at + 1]
        if not is_kept(field:sub(1, 8), claim) then
            redis.call('HDEL', claims, field)
        elseif claim:sub(1, 1) == 'H' then
            redis.call('HSET', holders, claim:sub(54, 69), field:sub(1, 9) .. claim:sub(102, 106))
            if next_expiry == '' or claim:sub(2, 14) < next_expiry then
                next_expiry = claim:sub(2, 14)
            end
        end
    end
    redis.call('HSET', header, 'next', next_expiry)
end

keep_claims()
for from = 7, #KEYS, 4000 do
    redis.call('DEL', unpack(KEYS, from, math.min(from + 3999, #KEYS)))
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), news, now)
if is_new then
    redis.call('HSET', header, 'whole', whole)
end
-- The moment of a repeated filling takes the place of the one before: news that comes late is then measured by the latest reading, and no version of it need be remembered.
redis.call('HSET', header, 'life', life, 'layout', layout, 'fill', fill, 'moment', moment)
return 'FILLED'
