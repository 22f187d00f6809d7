-- Ends claims on seats that have an owner, as far as they are still as they were seen, and forgets
-- holders whose hold is not there.
--   KEYS[1] claims, KEYS[2] holders: see claim.lua
--   ARGV[1] now_ms    from the caller, so that a test owns the clock
--   ARGV[2..] for each claim: field of the seat that has an owner, the claim as it was seen
-- Answers TIDY
-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
local claims, holders = unpack(KEYS)
local now = ARGV[1]

for at = 2, #ARGV, 2 do
    local field, seen = unpack(ARGV, at, at + 1)
    if redis.call('HGET', claims, field) == seen then
        -- Whoever has a claim on a part of what is gone cannot get all of it.
        end_claim(claims, holders, field:sub(1, 8), seen, field, now)
    end
end

local held = redis.call('HGETALL', holders)
for at = 1, #held, 2 do
    local mark, field = held[at], held[at + 1]
    local hold = redis.call('HGET', claims, field)
    if not hold or kind_of(hold) ~= 'H' or patient_of(hold) ~= mark then
        redis.call('HDEL', holders, mark)
    end
end
return 'TIDY'
