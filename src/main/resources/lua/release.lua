-- After a change that may have freed some seats. Where its mark is still there nobody can have come
-- between: what is freed is free. All others are marked for as long as the ledger is asked, and
-- what others have claimed will be ended by an answer from now or later.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1] life, ARGV[2] now_ms, ARGV[3] day, ARGV[4] key: see mark.lua
--   ARGV[5] ordinals  five digits each
--   ARGV[6] marked    as mark.lua has answered, or nothing
--   ARGV[7] end       FREED, or ASK if nobody knows
--   ARGV[8] changed   see mark.lua
-- Answers ASK <for each mark that the ledger is to be asked about: ordinal and mark>, COLD
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_seats.lua
-- include part_leases.lua
local header, claims = unpack(KEYS)
local life, now, day, key, ordinals, marked, ending, changed = unpack(ARGV)
local prefix = claims:sub(1, -2)

-- In a practice that is to be filled there is nothing to free, but what was read for it may be old.
count_ends(header)
local known = redis.call('HMGET', header, 'life', 'layout')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end

local text_of = {}
for at = 1, #marked, 37 do
    text_of[marked:sub(at, at + 4)] = marked:sub(at + 5, at + 36)
end

local function is_free(ordinal)
    return redis.call('GETBIT', prefix .. day, tonumber(ordinal)) == 1
end

-- A claim of the appointment's own, or a mark whose lease has ended, or was put for as long as the
-- ledger is asked, or of whose putting this caller has not heard. Any other that is alive is left
-- to whoever put it, who may die: then the ledger is asked late enough.
local function is_over(claim)
    if not is_mark(claim) then
        return is_own(claim, key, changed)
    end
    return expires_of(claim) <= now or expires_of(claim) <= since_text_of(claim) or (marked == '' and key_of(claim) == key)
end

local to_ask = {}
for at = 1, #ordinals, 5 do
    local ordinal = ordinals:sub(at, at + 4)
    local field = day .. '.' .. ordinal
    local claim = redis.call('HGET', claims, field)
    local is_mine = claim and is_mark(claim) and key_of(claim) == key and request_of(claim) == text_of[ordinal]
    if is_mine and ending == 'FREED' then
        redis.call('HDEL', claims, field)
        give_back(prefix, field, now)
    elseif not claim and is_free(ordinal) or claim and kind_of(claim) == 'H' then
        -- Nobody has to be asked.
    elseif not claim or is_mine or is_over(claim) then
        to_ask[#to_ask + 1] = ordinal .. put_mark(header, claims, field, key, now, now)
    else
        replace_claim(claims, day, claim, touched(claim))
    end
end
return 'ASK ' .. table.concat(to_ask)
