-- Says at which practices a patient may have a live hold, the one that ends last first.
--   KEYS[1] places    see note_hold.lua
--   ARGV[1] now_ms    see claim.lua
-- Answers {PLACES, practice, ...}
local found = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', '(' .. ARGV[1])
return { 'PLACES', unpack(found) }
