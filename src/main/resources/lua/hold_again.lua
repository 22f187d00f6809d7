-- Makes a hold again of a confirm that certainly never reached the ledger, and forgets its request
-- unless an earlier try may come to the ledger yet.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   ARGV[1] field     a seat of the claim
--   ARGV[2] key       of the claim
--   ARGV[3] since_ms  when it was made
--   ARGV[4] placer    mark of whoever placed it, as confirm.lua has answered
-- Answers HELD, NOTHING
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_leases.lua
local header, claims, holders = unpack(KEYS)
local field, key, since, placer = unpack(ARGV)

local claim = redis.call('HGET', claims, field)
if not claim or kind_of(claim) ~= 'C' or key_of(claim) ~= key or since_of(claim) ~= since then
    return 'NOTHING'
end
local hold = with_placer(with_since(with_kind(claim, 'H'), since), placer)
replace_claim(claims, field:sub(1, 8), claim, hold)
redis.call('HSETNX', holders, patient_of(claim), field:sub(1, 9) .. first_ordinal_of(claim))
local next_expiry, expires = redis.call('HGET', header, 'next'), expires_of(claim)
if not next_expiry or next_expiry == '' or expires < next_expiry then
    redis.call('HSET', header, 'next', expires)
end
forget_request(claims, claim)
return 'HELD'
