-- Gives back those of some seats that were blocked under a key and still are.
--   KEYS[1] claims, KEYS[2] holders: see claim.lua
--   ARGV[1] day       YYYYMMDD
--   ARGV[2] key       of the block
--   ARGV[3] ordinals  five digits each
--   ARGV[4] now_ms    from the caller, so that a test owns the clock
-- Answers UNBLOCKED
-- include part_claim_text.lua
-- include part_seats.lua
-- include part_claims.lua
local claims, holders = unpack(KEYS)
local day, key, ordinals, now = unpack(ARGV)

for at = 1, #ordinals, 5 do
    local claim = redis.call('HGET', claims, day .. '.' .. ordinals:sub(at, at + 4))
    if claim and key_of(claim) == key then
        end_claim(claims, holders, day, claim, '', now)
    end
end
return 'UNBLOCKED'
