-- Before a change is committed that may free some seats: keeps others from them until whoever
-- changes them says how it ended, or the ledger is asked.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1] life, ARGV[2] now_ms, ARGV[3] expires_ms, ARGV[4] day: see claim.lua
--   ARGV[5] key       of the appointment that has the seats: a claim of its own is over
--   ARGV[6] ordinals  five digits each
--   ARGV[7] changed   when the appointment was last changed, in ms
-- Answers MARKED <ordinals that are marked now, five digits each, each followed by what tells its
-- mark from others, 32 digits>, COLD
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_leases.lua
local header, claims = unpack(KEYS)
local life, now, expires, day, key, ordinals, changed = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
local seats, marked = claims:sub(1, -2) .. day, {}
for at = 1, #ordinals, 5 do
    local ordinal = ordinals:sub(at, at + 4)
    local field = day .. '.' .. ordinal
    local claim = redis.call('HGET', claims, field)
    -- A claim of somebody else is left: it was given where the seat seemed free, and the ledger
    -- will refuse it.
    if not claim or is_mark(claim) or is_own(claim, key, changed) then
        if redis.call('GETBIT', seats, tonumber(ordinal)) == 1 then
            redis.call('SETBIT', seats, tonumber(ordinal), 0)
        end
        marked[#marked + 1] = ordinal .. request_of(put_mark(header, claims, field, key, now, expires))
    end
end
return 'MARKED ' .. table.concat(marked)
