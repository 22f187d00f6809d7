-- Fills a practice's inventory from what the ledger said, unless its memory was lost since, a lease
-- has ended since by the ledger's word, or a filling from as new a book was first. All in one call:
-- there is no half-filled practice.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   KEYS[4..]         seats of days of which the ledger knows no free ones
--   ARGV[1] life      of the store, as the caller's connection knows it
--   ARGV[2] begun     as begin_fill.lua has answered before the ledger was read
--   ARGV[3] layout    version of the book
--   ARGV[4] fill      names the filling, for those who look
--   ARGV[5] now_ms    holds that have expired by then are not kept
--   ARGV[6] whole_ms  until then requests may have been answered without a marker, if the practice
--                     is new to this life
--   ARGV[7] need      forced: a filling of this life from as new a book is repeated; usual: it is
--                     not
--   ARGV[8..]         for each day: YYYYMMDD, bits of its free seats
-- Answers FILLED, LATE, OVERTAKEN: then the ledger is to be read again
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_seats.lua
-- include part_claims.lua
-- include part_leases.lua
local header, claims, holders = unpack(KEYS, 1, 3)
local life, begun, layout, fill, now, whole, need = unpack(ARGV, 1, 7)
local prefix = claims:sub(1, -2)

local known = redis.call('HMGET', header, 'life', 'memory', 'layout', 'ends')
local is_new, ahead = known[1] ~= life, tonumber(layout) - tonumber(known[3] or -1)
local memory, ends = begun:match('^(.*) (%d+)$')
local is_of_this_life = known[2] == memory and memory:sub(1, #life + 1) == life .. '/'
local is_needed = is_new or ahead > 0 or (ahead == 0 and need == 'forced')
if not is_of_this_life or not is_needed then
    return 'LATE'
end
if (known[4] or '0') ~= ends then
    return 'OVERTAKEN'
end

local bits_of_day = {}
for at = 8, #ARGV, 2 do
    bits_of_day[ARGV[at]] = ARGV[at + 1]
end

local function is_free(field)
    local ordinal = tonumber(field:sub(10))
    local eight = (bits_of_day[field:sub(1, 8)] or ''):byte(math.floor(ordinal / 8) + 1) or 0
    return bit.band(eight, bit.rshift(128, ordinal % 8)) ~= 0
end

local function has_room(day, claim)
    for at = ORDINALS_AT, #claim, 5 do
        if not is_free(day .. '.' .. claim:sub(at, at + 4)) then
            return false
        end
    end
    return true
end

-- Claims of an earlier life have perhaps ended, or their seats have been given to others: those
-- that the ledger leaves room for are kept. So are all leases of this life; a hold of a seat that
-- has an owner would be in vain.
local function is_kept(day, claim)
    if kind_of(claim) == 'C' and not is_new then
        return true
    end
    return (kind_of(claim) == 'C' or expires_of(claim) > now) and has_room(day, claim)
end

local function keep_claims()
    redis.call('DEL', holders)
    local next_expiry, all = '', redis.call('HGETALL', claims)
    for at = 1, #all, 2 do
        local field, claim = all[at], all[at + 1]
        if not is_kept(field:sub(1, 8), claim) then
            redis.call('HDEL', claims, field)
        elseif kind_of(claim) == 'C' and is_new then
            -- What it led to may be over by now: whoever would end it by what it knew in another
            -- life asks the ledger.
            redis.call('HSET', claims, field, touched(claim))
        elseif kind_of(claim) == 'H' then
            redis.call('HSET', holders, patient_of(claim), field:sub(1, 9) .. first_ordinal_of(claim))
            if next_expiry == '' or expires_of(claim) < next_expiry then
                next_expiry = expires_of(claim)
            end
        end
    end
    redis.call('HSET', header, 'next', next_expiry)
end

keep_claims()
for from = 4, #KEYS, 4000 do
    redis.call('DEL', unpack(KEYS, from, math.min(from + 3999, #KEYS)))
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), now)
if is_new then
    redis.call('HSET', header, 'whole', whole)
end
redis.call('HSET', header, 'life', life, 'layout', layout, 'fill', fill)
return 'FILLED'
