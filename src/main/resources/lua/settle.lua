-- Ends leases by the ledger's word, as far as they are still as they were when it was asked.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1] now_ms    from the caller, so that a test owns the clock
--   ARGV[2..] for each seat: its field, the lease as it was seen, owned or free
-- Answers SETTLED <how many>
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_seats.lua
-- include part_leases.lua
local header, claims = unpack(KEYS)
local now, settled = ARGV[1], 0

for at = 2, #ARGV, 3 do
    local field, seen, state = unpack(ARGV, at, at + 2)
    if redis.call('HGET', claims, field) == seen then
        redis.call('HDEL', claims, field)
        if state == 'free' then
            give_back(claims:sub(1, -2), field, now)
        end
        settled = settled + 1
    end
end
if settled > 0 then
    count_ends(header)
end
return 'SETTLED ' .. settled
