-- Says which seats of some days are free.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   KEYS[4..] seats   of each day
--   ARGV[1] life, ARGV[2] now_ms: see claim.lua
--   ARGV[3] days      of KEYS[4..], eight digits each
-- Answers FREE <text of part_free.lua>, COLD
-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
-- include part_free.lua
local header, claims, holders = unpack(KEYS, 1, 3)
local life, now, days = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout', 'next')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
if known[3] ~= '' and now >= known[3] then
    end_expired(header, claims, holders, now)
end
return 'FREE ' .. free_seats(known[2], days, 4)
