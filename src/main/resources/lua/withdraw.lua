-- Gives back what a hold or claim has, if it still has it.
--   KEYS[1] claims, KEYS[2] holders: see claim.lua
--   ARGV[1] field     a seat of the claim
--   ARGV[2] key       of the claim
--   ARGV[3] ending    GIVEN_UP: only a hold; NEVER_RECORDED: the request of a confirm is forgotten too, unless another try goes on with it; LEDGER_ANSWERS: it is not
--   ARGV[4] now_ms    from the caller, so that a test owns the clock
--   ARGV[5] since_ms  when the claim was made, or nothing: another try may have made one since
-- Answers WITHDRAWN, NOTHING
-- include part_seats.lua
-- include part_claims.lua
local claims, holders = unpack(KEYS)
local field, key, ending, now, since = unpack(ARGV)

local claim = redis.call('HGET', claims, field)
if not claim or claim:sub(28, 53) ~= key or (since ~= '' and claim:sub(15, 27) ~= since) then
    return 'NOTHING'
end
local is_confirm = claim:sub(1, 1) == 'C'
if is_confirm and ending == 'GIVEN_UP' then
    return 'NOTHING'
end
end_claim(claims, holders, field:sub(1, 8), claim, '', now)
if is_confirm and ending == 'NEVER_RECORDED' then
    local marker = claims:sub(1, -2) .. 'r:' .. claim:sub(70, 101)
    -- Another try may have claimed anew since this one.
    if redis.call('GETRANGE', marker, 17, 29) == claim:sub(15, 27) then
        redis.call('DEL', marker)
    end
end
return 'WITHDRAWN'
