-- Takes one seat in each of some slots of one day, or says why not, and remembers what it said to
-- the request.
--   KEYS[1] marker    string: kind · fingerprint (16) · what was answered; kind P(ending), Q
--                     (pending, and an earlier try may come to the ledger yet), H(eld), R(efused),
--                     T(aken), W(ithdrawn, see give_up.lua)
--   KEYS[2] header    hash: life (of the store, in which it was filled), layout, next (when the
--                     next hold expires), whole (until then requests may have been answered that
--                     there is no marker of), memory (see begin_fill.lua), fill,
--                     ends and texts (see part_leases.lua), retiring (see retire.lua)
--   KEYS[3] claims    hash of one field a seat (see part_seats.lua) to the text of its claim (see
--                     part_claim_text.lua)
--   KEYS[4] holders   hash: patient mark -> seat of the patient's hold
--   KEYS[5] seats     string: one bit a seat, 1 = free
--   KEYS[6..]         seats of the days that alternatives come from
--   ARGV[1] says      in fixed places: fingerprint (16) of the request's content
--                     · remember_ms (10), how long the marker of a claim lives
--                     · refusal_ms (10), how long that of a refusal does: longer than a copy of
--                       the request can be under way
--                     · layout (10), version of the book the caller went by; a newer one here is
--                       answered STALE, an older one COLD
--                     · now_ms (13), from the caller, so that a test owns the clock
--                     · expires_ms (13), when the claim's lease ends
--                     · kind, H or C
--                     · day (8), YYYYMMDD
--                     · owner (74): key (26), patient mark (16), request or placer (32), as they
--                       stand in a claim
--   ARGV[2] life      of the store, as the caller's connection knows it; a practice filled in
--                     another one is answered COLD
--   ARGV[3] places    first ordinal and number of seats of each slot, and how many of these are
--                     retired, five digits each; a move claims only what it does not have
--   ARGV[4] days      of KEYS[6..], eight digits each
-- and, where one of these is something, all three:
--   ARGV[5] verdict   a refusal that is already known, or nothing
--   ARGV[6] placer    mark of a caller who may know of no hold but its own, or nothing
--   ARGV[7] again     a marker that was met, of a request that the ledger has not: it counts
--                     for nothing unless another try has written a newer one; or nothing
-- Answers NEW <marker>, UNSURE <marker that would be>, BEFORE <marker>, RUNNING, MET <marker> (its
-- claim is over: the ledger knows more), REUSED, COLD, STALE <layout>; the free seats of the days
-- come with a marker T
-- include part_free.lua
local marker, header, claims, holders, seats = unpack(KEYS, 1, 5)
local says, life, places, days = unpack(ARGV, 1, 4)
local verdict, placer, again = ARGV[5] or '', ARGV[6] or '', ARGV[7] or ''
local fingerprint, layout, now = says:sub(1, 16), says:sub(37, 46), says:sub(47, 59)
local expires, kind, day, owner = says:sub(60, 72), says:sub(73, 73), says:sub(74, 81), says:sub(82)

local known = redis.call('HMGET', header, 'life', 'layout', 'next', 'whole', 'retiring')
local mark = owner:sub(27, 42)

local function take(ordinals)
    -- As claim_start in part_claim_text.lua has it.
    local claim, fields = kind .. expires .. now .. owner .. ordinals, {}
    for at = 1, #ordinals, 5 do
        local ordinal = ordinals:sub(at, at + 4)
        redis.call('SETBIT', seats, tonumber(ordinal), 0)
        fields[#fields + 1] = day .. '.' .. ordinal
        fields[#fields + 1] = claim
    end
    -- A move that keeps all of the seats it is to have claims none.
    if #fields > 0 then
        redis.call('HSET', claims, unpack(fields))
    end
    if kind == 'H' then
        redis.call('HSET', holders, mark, fields[1])
        if known[3] == '' or expires < known[3] then
            redis.call('HSET', header, 'next', expires)
        end
    end
end

-- The usual case, a slot of one place for a patient who holds nothing, needs little of what is
-- below and does as that would: nothing is retired or has expired, the inventory has the version
-- and the whole memory, and the request is new. What is not so is found out before anything is
-- written.
local function claim_usual()
    local ordinal = places:sub(1, 5)
    local is_free = redis.call('GETBIT', seats, tonumber(ordinal)) == 1
    if (kind == 'H' or not is_free) and redis.call('HGET', holders, mark) then
        return nil
    end
    local answer = not is_free and 'T' .. fingerprint .. now .. layout
        or kind == 'C' and 'P' .. fingerprint .. now .. ordinal
        or 'H' .. fingerprint .. expires .. ordinal
    if not redis.call('SET', marker, answer, 'NX', 'PX', tonumber(is_free and says:sub(17, 26) or says:sub(27, 36))) then
        return nil
    end
    if not is_free then
        return 'NEW ' .. answer .. free_seats(layout, days, 6):sub(11)
    end
    take(ordinal)
    return 'NEW ' .. answer
end
if places:sub(6) == '0000100000' and verdict == '' and again == ''
    and known[1] == life and tonumber(known[2]) == tonumber(layout) and now >= known[4]
    and (known[3] == '' or now < known[3]) and not (known[5] and now < known[5]:sub(1, 13)) then
    local answer = claim_usual()
    if answer then
        return answer
    end
end

-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
-- include part_met.lua

local met = answer_before(marker, claims, fingerprint, day, again)
if met and met:sub(1, 8) == 'BEFORE T' then
    -- Engines of before keep what was free with it.
    return met:sub(1, 37) .. free_seats(known[2] or layout, days, 6)
elseif met then
    return met
end

if known[1] ~= life or tonumber(known[2]) < tonumber(layout) then
    return 'COLD'
end
if tonumber(known[2]) ~= tonumber(layout) then
    return 'STALE ' .. known[2]
end

local function remember(answer_kind, answer)
    local text = answer_kind .. fingerprint .. answer
    local is_refused = answer_kind == 'R' or answer_kind == 'T'
    redis.call('SET', marker, text, 'PX', tonumber(is_refused and says:sub(27, 36) or says:sub(17, 26)))
    return 'NEW ' .. text
end

-- A request that may have gone to the ledger before, without a marker left of it, is refused by the
-- ledger or not at all. A hold never goes there.
local function refuse(answer_kind, answer)
    -- So is one that is tried anew: its first try may come to the ledger yet.
    if kind == 'C' and (now < known[4] or again ~= '') then
        return 'UNSURE ' .. answer_kind .. fingerprint .. answer
    end
    return remember(answer_kind, answer)
end

if verdict ~= '' then
    return refuse('R', verdict)
end

-- The live hold that the patient has, as the words that name it in a refusal: none for a caller who
-- may not know of it.
local function own_hold()
    local field = redis.call('HGET', holders, mark)
    local hold = field and redis.call('HGET', claims, field)
    if hold and kind_of(hold) == 'H' and patient_of(hold) == mark and now < expires_of(hold) then
        local may_know = placer == '' or placer == placer_of(hold)
        return hold, field:sub(1, 8), may_know and ' ' .. field:sub(1, 8) .. ' ' .. hold or ''
    end
end

if kind == 'H' then
    local hold, _, words = own_hold()
    if hold then
        return refuse('R', 'HOLD_EXISTS' .. words)
    end
end

if known[3] ~= '' and now >= known[3] then
    end_expired(header, claims, holders, now)
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

-- How many places of a slot are retired: by the claim's book, or by the next one, which is being
-- recorded.
local function retired_of(first, retired)
    local next_one = known[5] and now < known[5]:sub(1, 13) and redis.call('HGET', claims:sub(1, -2) .. 'l', day .. '.' .. first)
    if next_one and tonumber(next_one:sub(1, 10)) > tonumber(layout) then
        return math.max(retired, tonumber(next_one:sub(11)))
    end
    return retired
end

-- Of a slot with retired places one can be had only while more are free than are retired: whichever
-- of its seats came free, the practice has taken that many out.
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
    for at = ORDINALS_AT, #hold, 5 do
        local ordinal = tonumber(hold:sub(at, at + 4))
        if ordinal >= first and ordinal < first + count then
            return words
        end
    end
    return ''
end

local taken = {}
for at = 1, #places, 15 do
    local first, count = tonumber(places:sub(at, at + 4)), tonumber(places:sub(at + 5, at + 9))
    local retired = retired_of(places:sub(at, at + 4), tonumber(places:sub(at + 10, at + 14)))
    local ordinal = is_on_offer(first, count, retired) and lowest_free(first, count)
    -- A group may have other places, but the patient has one.
    local words = (count > 1 or not ordinal) and held_by_patient(first, count) or ''
    if words ~= '' then
        return refuse('R', 'SLOT_TAKEN' .. words)
    end
    if not ordinal then
        -- What is free is told and not remembered: whoever asks again hears what is free then.
        -- Engines of before look for a layout behind it.
        return refuse('T', now .. layout) .. free_seats(layout, days, 6):sub(11)
    end
    taken[#taken + 1] = ('%05d'):format(ordinal)
end

local ordinals = table.concat(taken)
take(ordinals)
if kind == 'C' then
    return remember(again == '' and 'P' or 'Q', now .. ordinals)
end
return remember('H', expires .. ordinals)
