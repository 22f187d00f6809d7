-- Takes one seat in each of some slots of one day, or says why not, and remembers what it said to the request.
--   KEYS[1] marker    string: kind · fingerprint (16) · what was answered; kind P(ending), Q (pending, and another try has been told so), H(eld), R(efused), T(aken)
--   KEYS[2] header    hash: life (of the store, in which it was filled), layout, next (when the next hold expires), whole (until then requests may have been answered that there is no marker of), memory (see begin_fill.lua), fill, moment (in which the ledger was read for it: what that reading knew of is no news)
--   KEYS[3] claims    hash: see part_claims.lua
--   KEYS[4] holders   hash: patient mark -> seat of the patient's hold
--   KEYS[5] news, KEYS[6] news_before: see tell.lua; a patient's older appointments are the ledger's to mind
--   KEYS[7] seats     string: one bit a seat, 1 = free
--   KEYS[8..]         seats of the days that alternatives come from
--   ARGV[1] fingerprint   16 hex digits of the request's content
--   ARGV[2] remember_ms   how long the marker lives
--   ARGV[3] life          of the store, as the caller's connection knows it; a practice filled in another one is answered COLD
--   ARGV[4] layout        version of the book the caller went by; a newer one here is answered STALE, an older one COLD
--   ARGV[5] now_ms        from the caller, so that a test owns the clock
--   ARGV[6] expires_ms    when the claim's lease ends
--   ARGV[7] kind          H or C
--   ARGV[8] owner         key (26), patient mark (16), request or placer (32): as they stand in a claim
--   ARGV[9] verdict       a refusal that is already known, or nothing
--   ARGV[10] time         start and end minute of the slots, eight digits each
--   ARGV[11] replaced     likewise of an appointment that is to move, or nothing
--   ARGV[12] count_max    how many appointments that have not begun a patient may have
--   ARGV[13] day          YYYYMMDD
--   ARGV[14] places       first ordinal and number of seats of each slot, and how many of these are retired, five digits each; a move claims only what it does not have
--   ARGV[15] days         of KEYS[8..], eight digits each
--   ARGV[16] placer       mark of a caller who may know of no hold but its own, or nothing
-- Answers NEW <marker>, UNSURE <marker that would be>, BEFORE <marker>, REUSED, COLD, STALE <layout>
-- include part_seats.lua
-- include part_claims.lua
-- include part_free.lua
local marker, header, claims, holders, news, news_before, seats = unpack(KEYS, 1, 7)
local fingerprint, remember_ms, life, layout, now, expires, kind, owner, verdict = unpack(ARGV, 1, 9)
local time, replaced, count_max, day, places, days, placer = unpack(ARGV, 10, 16)

local before = redis.call('GET', marker)
if before then
    if before:sub(1, 1) == 'P' then
        redis.call('SET', marker, 'Q' .. before:sub(2), 'KEEPTTL')
    end
    return before:sub(2, 17) == fingerprint and 'BEFORE ' .. before or 'REUSED'
end

local known = redis.call('HMGET', header, 'life', 'layout', 'next', 'whole')
if known[1] ~= life or tonumber(known[2]) < tonumber(layout) then
    return 'COLD'
end
if known[2] ~= layout then
    return 'STALE ' .. known[2]
end

local function remember(answer_kind, answer)
    local text = answer_kind .. fingerprint .. answer
    redis.call('SET', marker, text, 'PX', remember_ms)
    return 'NEW ' .. text
end

-- A request that may have gone to the ledger before, without a marker left of it, is refused by the ledger or not at all. A hold never goes there.
local function refuse(answer_kind, answer)
    if kind == 'C' and now < known[4] then
        return 'UNSURE ' .. answer_kind .. fingerprint .. answer
    end
    return remember(answer_kind, answer)
end

if verdict ~= '' then
    return refuse('R', verdict)
end

local mark = owner:sub(27, 42)

-- The live hold that the patient has, as the words that name it in a refusal: none for a caller who may not know of it.
local function own_hold()
    local field = redis.call('HGET', holders, mark)
    local hold = field and redis.call('HGET', claims, field)
    if hold and hold:sub(1, 1) == 'H' and hold:sub(54, 69) == mark and now < hold:sub(2, 14) then
        local may_know = placer == '' or placer == hold:sub(70, 85)
        return hold, field:sub(1, 8), may_know and ' ' .. field:sub(1, 8) .. ' ' .. hold or ''
    end
end

if kind == 'H' then
    local hold, _, words = own_hold()
    if hold then
        return refuse('R', 'HOLD_EXISTS' .. words)
    end
end

local times = redis.call('HGET', news, mark) or redis.call('HGET', news_before, mark)
if times and times ~= '' then
    local now_minute = ('%08d'):format(math.floor(tonumber(now) / 60000))
    local starts, ends = time:sub(1, 8), time:sub(9)
    local count, overlaps = 0, false
    for at = 1, #times, 16 do
        local start, finish = times:sub(at, at + 7), times:sub(at + 8, at + 15)
        if start .. finish == replaced then
            replaced = ''
        elseif finish > now_minute then
            -- As in the ledger: what has begun does not count any more, but its patient is there until it ends.
            count = start > now_minute and count + 1 or count
            overlaps = overlaps or (start < ends and starts < finish)
        end
    end
    if count >= tonumber(count_max) then
        return refuse('R', 'PATIENT_LIMIT ' .. count_max)
    end
    if overlaps then
        return refuse('R', 'PATIENT_OVERLAP')
    end
end

if known[3] ~= '' and now >= known[3] then
    sweep(header, claims, holders, now)
    known[3] = redis.call('HGET', header, 'next')
end

local function lowest_free(first, count)
    if count == 1 then
        return redis.call('GETBIT', seats, first) == 1 and first
    end
    local from = math.floor(first / 8)
    local bits = redis.call('GETRANGE', seats, from, math.floor((first + count - 1) / 8))
    local ordinal, last = first, first + count - 1
    while ordinal <= last do
        local eight = bits:byte(math.floor(ordinal / 8) - from + 1)
        if not eight then
            return false
        end
        if bit.band(eight, bit.rshift(128, ordinal % 8)) ~= 0 then
            return ordinal
        end
        -- A byte without a free seat is passed in one step.
        ordinal = eight == 0 and ordinal - ordinal % 8 + 8 or ordinal + 1
    end
    return false
end

-- Of a slot with retired places one can be had only while more are free than are retired: whichever of its seats came free, the practice has taken that many out.
local function is_on_offer(first, count, retired)
    if retired == 0 then
        return true
    end
    local free = 0
    for ordinal = first, first + count - 1 do
        free = free + redis.call('GETBIT', seats, ordinal)
    end
    return free > retired
end

-- A slot of which the patient's own hold has a seat is theirs to confirm, and not somebody else's.
local function held_by_patient(first, count)
    local hold, held_day, words = own_hold()
    if not hold or held_day ~= day then
        return ''
    end
    for at = 102, #hold, 5 do
        local ordinal = tonumber(hold:sub(at, at + 4))
        if ordinal >= first and ordinal < first + count then
            return words
        end
    end
    return ''
end

local taken = {}
for at = 1, #places, 15 do
    local first, count, retired = tonumber(places:sub(at, at + 4)), tonumber(places:sub(at + 5, at + 9)), tonumber(places:sub(at + 10, at + 14))
    local ordinal = is_on_offer(first, count, retired) and lowest_free(first, count)
    if not ordinal then
        local words = held_by_patient(first, count)
        if words ~= '' then
            return refuse('R', 'SLOT_TAKEN' .. words)
        end
        return refuse('T', now .. free_seats(layout, days, 8))
    end
    taken[#taken + 1] = ordinal
end

local ordinals, fields = '', {}
for at = 1, #taken do
    local ordinal = ('%05d'):format(taken[at])
    ordinals = ordinals .. ordinal
    fields[2 * at - 1] = day .. '.' .. ordinal
    redis.call('SETBIT', seats, taken[at], 0)
end
local claim = kind .. expires .. now .. owner .. ordinals
for at = 2, 2 * #taken, 2 do
    fields[at] = claim
end
-- A move that keeps all of the seats it is to have claims none.
if #fields > 0 then
    redis.call('HSET', claims, unpack(fields))
end
if kind == 'C' then
    return remember('P', now .. ordinals)
end
redis.call('HSET', holders, mark, fields[1])
if known[3] == '' or expires < known[3] then
    redis.call('HSET', header, 'next', expires)
end
return remember('H', expires .. ordinals)
