-- Ends a live hold whose patient does not want it, and keeps what it was for the request that did
-- so.
--   KEYS[1] marker, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   ARGV[1] fingerprint, ARGV[2] remember_ms, ARGV[3] now_ms: see claim.lua
--   ARGV[4] field     a seat of the hold
--   ARGV[5] key       of the hold
-- Answers DONE, NOTHING, REUSED
-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
local marker, claims, holders = unpack(KEYS)
local fingerprint, remember_ms, now, field, key = unpack(ARGV)

local before = redis.call('GETRANGE', marker, 1, 16)
if before ~= '' and before ~= fingerprint then
    return 'REUSED'
end
local claim = redis.call('HGET', claims, field)
-- A confirm on its way may become an appointment: the ledger knows.
if not claim or key_of(claim) ~= key or kind_of(claim) ~= 'H' then
    return 'NOTHING'
end
local day = field:sub(1, 8)
end_claim(claims, holders, day, claim, '', now)
redis.call('SET', marker, 'W' .. fingerprint .. day .. claim, 'PX', remember_ms)
return 'DONE'
