-- Finds the live hold of a patient.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   ARGV[1] life, ARGV[2] now_ms: see claim.lua
--   ARGV[3] mark      of the patient
-- Answers HELD <day and claim>, NOTHING, COLD
-- include part_claim_text.lua
local header, claims, holders = unpack(KEYS)
local life, now, mark = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
local field = redis.call('HGET', holders, mark)
local claim = field and redis.call('HGET', claims, field)
if not claim or kind_of(claim) ~= 'H' or patient_of(claim) ~= mark or now >= expires_of(claim) then
    return 'NOTHING'
end
return 'HELD ' .. field:sub(1, 8) .. claim
