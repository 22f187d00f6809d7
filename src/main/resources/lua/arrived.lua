-- Ends claims whose appointments the ledger has recorded, as far as nobody has touched them since:
-- their seats have owners now.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1..] for each claim: field of a seat of it, its key, when it was made (ms)
-- Answers ARRIVED
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_leases.lua
local header, claims = unpack(KEYS)

local has_ended = false
for at = 1, #ARGV, 3 do
    local field, key, since = unpack(ARGV, at, at + 2)
    local claim = redis.call('HGET', claims, field)
    if claim and kind_of(claim) == 'C' and not is_mark(claim) and key_of(claim) == key and since_text_of(claim) == since then
        for seat = ORDINALS_AT, #claim, 5 do
            local other = field:sub(1, 9) .. claim:sub(seat, seat + 4)
            if redis.call('HGET', claims, other) == claim then
                redis.call('HDEL', claims, other)
            end
        end
        has_ended = true
    end
end
if has_ended then
    count_ends(header)
end
return 'ARRIVED'
