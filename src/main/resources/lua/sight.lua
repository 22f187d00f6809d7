-- Says all that is kept of a practice, as it is: nothing is swept or given back.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   KEYS[4..] seats   of each day
--   ARGV[1] life      see claim.lua
--   ARGV[2] days      of KEYS[4..], eight digits each
-- Answers {KNOWN, memory and fill, layout, days with bits, claims, dangling fields}, {COLD}
--   days with bits: day, bits, ... claims: field, claim, ... dangling fields: of holders whose hold
--     is not there
-- include part_claim_text.lua
local header, claims, holders = unpack(KEYS, 1, 3)
local life, days = unpack(ARGV)

local known = redis.call('HMGET', header, 'life', 'layout', 'memory', 'fill')
if known[1] ~= life or tonumber(known[2]) < 0 then
    return { 'COLD' }
end

local seen = {}
local bits = #days > 0 and redis.call('MGET', unpack(KEYS, 4)) or {}
for at = 1, #bits do
    if bits[at] then
        seen[#seen + 1] = days:sub(8 * at - 7, 8 * at)
        seen[#seen + 1] = bits[at]
    end
end

local kept = redis.call('HGETALL', claims)
local claim_of = {}
for at = 1, #kept, 2 do
    claim_of[kept[at]] = kept[at + 1]
end

local dangling = {}
local held = redis.call('HGETALL', holders)
for at = 1, #held, 2 do
    local mark, field = held[at], held[at + 1]
    local hold = claim_of[field]
    if not hold or kind_of(hold) ~= 'H' or patient_of(hold) ~= mark then
        dangling[#dangling + 1] = field
    end
end

return { 'KNOWN', (known[3] or '') .. '/' .. (known[4] or ''), known[2], seen, kept, dangling }
