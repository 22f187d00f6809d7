-- Makes a hold again of a confirm that certainly never reached the ledger, and forgets its request unless an earlier try may come to the ledger yet.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   ARGV[1] field     a seat of the claim
--   ARGV[2] key       of the claim
--   ARGV[3] since_ms  when it was made
--   ARGV[4] placer    mark of whoever is to be known as having placed it
-- Answers HELD, NOTHING
-- include part_leases.lua
local header, claims, holders = unpack(KEYS)
local field, key, since, placer = unpack(ARGV)

local claim = redis.call('HGET', claims, field)
if not claim or claim:sub(1, 1) ~= 'C' or claim:sub(28, 53) ~= key or since_of(claim) ~= since then
    return 'NOTHING'
end
local hold = 'H' .. claim:sub(2, 14) .. since .. claim:sub(28, 69) .. placer .. claim:sub(86)
replace_claim(claims, field:sub(1, 8), claim, hold)
redis.call('HSETNX', holders, claim:sub(54, 69), field:sub(1, 9) .. claim:sub(102, 106))
local next_expiry, expires = redis.call('HGET', header, 'next'), claim:sub(2, 14)
if not next_expiry or next_expiry == '' or expires < next_expiry then
    redis.call('HSET', header, 'next', expires)
end
forget_request(claims, claim)
return 'HELD'
