-- Gives back what a claim has, if it still has it.
--   KEYS[1] claims, KEYS[2] holders: see claim.lua
--   ARGV[1] field     a seat of the claim
--   ARGV[2] key       of the claim
--   ARGV[3] ending    NEVER_RECORDED: the request of a confirm is forgotten too, unless another try
--                     goes on with it or an earlier one may come to the ledger yet; LEDGER_ANSWERS:
--                     it is not
--   ARGV[4] now_ms    from the caller, so that a test owns the clock
--   ARGV[5] since_ms  when the claim was made, or nothing: another try may have made one since
-- Answers WITHDRAWN, NOTHING
-- include part_claim_text.lua
-- include part_claim_edits.lua
-- include part_seats.lua
-- include part_claims.lua
-- include part_leases.lua
local claims, holders = unpack(KEYS)
local field, key, ending, now, since = unpack(ARGV)

local claim = redis.call('HGET', claims, field)
if not claim or key_of(claim) ~= key or (since ~= '' and since_of(claim) ~= since) then
    return 'NOTHING'
end
if is_touched(claim) then
    -- Somebody wants its seats to be looked at anew: its lease has ended, and is settled by the
    -- ledger's word. Until then its request is on its way.
    replace_claim(claims, field:sub(1, 8), claim, with_expires(claim, since_of(claim)))
    return 'WITHDRAWN'
end
end_claim(claims, holders, field:sub(1, 8), claim, '', now)
if kind_of(claim) == 'C' and ending == 'NEVER_RECORDED' then
    forget_request(claims, claim)
end
return 'WITHDRAWN'
