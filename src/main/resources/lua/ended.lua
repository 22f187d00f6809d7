-- Finds leases of a practice that have ended, and whose seats nobody has looked at since.
--   KEYS[1] claims    see claim.lua
--   ARGV[1] now_ms    from the caller, so that a test owns the clock
--   ARGV[2] count_max no more than these
-- Answers {ENDED, field, lease, ...}
-- include part_claim_text.lua
local found, all = { 'ENDED' }, redis.call('HGETALL', KEYS[1])
local now, count_max = ARGV[1], tonumber(ARGV[2])
for at = 1, #all, 2 do
    if kind_of(all[at + 1]) == 'C' and expires_of(all[at + 1]) <= now and #found < 2 * count_max then
        found[#found + 1] = all[at]
        found[#found + 1] = all[at + 1]
    end
end
return found
