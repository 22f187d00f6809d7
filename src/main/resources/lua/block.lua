-- Takes those of some seats that are free, one claim a seat, for a practice that withdraws them.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders, KEYS[4] seats: see claim.lua
--   ARGV[1] life, ARGV[2] now_ms, ARGV[3] expires_ms, ARGV[4] owner, ARGV[5] day: see claim.lua
--   ARGV[6] ordinals  five digits each
-- Answers BLOCKED <ordinals>, COLD
-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
local header, claims, holders, seats = unpack(KEYS)
local life, now, expires, owner, day, ordinals = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout', 'next')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return 'COLD'
end
if known[3] ~= '' and now >= known[3] then
    end_expired(header, claims, holders, now)
end

local blocked, start = {}, claim_start('C', expires, now, owner)
for at = 1, #ordinals, 5 do
    local ordinal = ordinals:sub(at, at + 4)
    if redis.call('GETBIT', seats, tonumber(ordinal)) == 1 then
        redis.call('SETBIT', seats, tonumber(ordinal), 0)
        redis.call('HSET', claims, day .. '.' .. ordinal, start .. ordinal)
        blocked[#blocked + 1] = ordinal
    end
end
return 'BLOCKED ' .. table.concat(blocked)
