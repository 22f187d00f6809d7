-- Finds the hold or confirm in flight that has a seat under a key.
--   KEYS[1] header, KEYS[2] claims: see claim.lua
--   ARGV[1] life, ARGV[2] now_ms: see claim.lua
--   ARGV[3] field     a seat of the hold
--   ARGV[4] key       of the hold
-- Answers HELD <day and claim>, NOTHING, COLD
-- include part_claim_text.lua
local header, claims = unpack(KEYS)
local life, now, field, key = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
local claim = redis.call('HGET', claims, field)
if not claim or key_of(claim) ~= key or (kind_of(claim) == 'H' and now >= expires_of(claim)) then
    return 'NOTHING'
end
return 'HELD ' .. field:sub(1, 8) .. claim
