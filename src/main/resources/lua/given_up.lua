-- What hold a request has given up (give_up.lua).
--   KEYS[1] marker, ARGV[1] fingerprint: see claim.lua
--   ARGV[2] key       of the hold
-- Answers HELD <day and claim>, NOTHING
-- include part_claim_text.lua
local before = redis.call('GET', KEYS[1])
local fingerprint, key = unpack(ARGV)

if before and before:sub(1, 17) == 'W' .. fingerprint and key_of(before:sub(26)) == key then
    return 'HELD ' .. before:sub(18)
end
return 'NOTHING'
