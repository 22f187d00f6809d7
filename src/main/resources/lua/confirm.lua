-- Turns a patient's live hold into a confirm in flight, or says why not, and remembers what it said
-- to the request.
--   KEYS[1] marker, KEYS[2] header, KEYS[3] claims, KEYS[4] holders: see claim.lua
--   ARGV[1] fingerprint, ARGV[2] remember_ms, ARGV[3] refusal_ms, ARGV[4] life, ARGV[5] now_ms,
--     ARGV[6] expires_ms: see claim.lua
--   ARGV[7] field     a seat of the hold
--   ARGV[8] key       of the hold
--   ARGV[9] mark      of the patient
--   ARGV[10] request  32 hex digits
--   ARGV[11] placer   mark of a caller who may confirm no hold but its own, or nothing
--   ARGV[12] places   of the slots that the caller named, see claim.lua, or nothing
--   ARGV[13] again    see claim.lua
-- Answers BUSY, CONFIRMS <mark of whoever placed the hold (16), and marker>, NEW <marker>, UNSURE
-- <marker that would be>, BEFORE <marker>, RUNNING (of this request or another), MET <marker>,
-- REUSED, COLD
-- include part_claim_text.lua
-- include part_met.lua
local marker, header, claims, holders = unpack(KEYS)
local fingerprint, remember_ms, refusal_ms, life, now, expires, field, key, mark, request, placer, places, again = unpack(ARGV)

local met = answer_before(marker, claims, fingerprint, field:sub(1, 8), again)
if met then
    return met
end
local known = redis.call('HMGET', header, 'life', 'layout', 'whole')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end

local function remember(answer_kind, answer)
    local text = answer_kind .. fingerprint .. answer
    redis.call('SET', marker, text, 'PX', answer_kind == 'R' and refusal_ms or remember_ms)
    return 'NEW ' .. text
end

-- See claim.lua.
local function refuse(answer)
    if now < known[3] or again ~= '' then
        return 'UNSURE R' .. fingerprint .. answer
    end
    return remember('R', answer)
end

local hold = redis.call('HGET', claims, field)
if not hold or key_of(hold) ~= key or (kind_of(hold) == 'H' and now >= expires_of(hold)) then
    return refuse('HOLD_EXPIRED')
end
if patient_of(hold) ~= mark then
    return refuse('APPOINTMENT_UNKNOWN')
end
local is_restricted = placer ~= ''
if is_restricted and kind_of(hold) == 'C' then
    -- Who placed it is not known any more: how its confirm ends, the ledger will know.
    return 'BUSY'
end
if is_restricted and placer_of(hold) ~= placer then
    return refuse('APPOINTMENT_UNKNOWN')
end
local ordinals = hold:sub(ORDINALS_AT)

-- Whether the hold's seats are one in each of the slots named.
local function is_as_named()
    local is_same = places == '' or #places == 3 * #ordinals
    for at = 1, is_same and #places or 0, 15 do
        local first, count = tonumber(places:sub(at, at + 4)), tonumber(places:sub(at + 5, at + 9))
        local nth = (at + 2) / 3
        local ordinal = tonumber(ordinals:sub(nth, nth + 4))
        is_same = is_same and ordinal >= first and ordinal < first + count
    end
    return is_same
end
if not is_as_named() then
    return refuse('NOT_AMENDABLE Appointment.slot')
end
if kind_of(hold) == 'C' then
    return 'RUNNING'
end

-- Should the ledger be away just now, it becomes a hold again (hold_again.lua), for the time that
-- was promised.
local ends = math.max(expires, expires_of(hold))
local day, fields = field:sub(1, 8), {}
local claim = claim_start('C', string.format('%013d', ends), now, key .. mark .. request) .. ordinals
for at = 1, #ordinals, 5 do
    fields[#fields + 1] = day .. '.' .. ordinals:sub(at, at + 4)
    fields[#fields + 1] = claim
end
redis.call('HSET', claims, unpack(fields))
if redis.call('HGET', holders, mark) == fields[1] then
    redis.call('HDEL', holders, mark)
end
return 'CONFIRMS ' .. placer_of(hold) .. remember(again == '' and 'P' or 'Q', now .. ordinals):sub(5)
