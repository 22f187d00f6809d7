-- Begins a filling of a practice, before the ledger is read for it: from now on all news is kept until it is filled.
--   KEYS[1] header    see claim.lua
--   KEYS[2..4] news   of the ten minutes before these, of these, of the next: see tell.lua
--   ARGV[1] life      see claim.lua
--   ARGV[2] id        unlike any other
-- Answers BEGUN <memory>: the name of the time in which no news gets lost, which is the life and the id of the first filling that was begun in it.
-- If the practice is forgotten once more, another one begins, even in the same life: what was told in the first one is not there then.
local header = KEYS[1]
local life, id = unpack(ARGV)

local memory = redis.call('HGET', header, 'memory')
if not memory or memory:sub(1, #life + 1) ~= life .. '/' then
    memory = life .. '/' .. id
    redis.call('HSET', header, 'memory', memory)
    -- Until the practice is filled no reading is known that could know of any news.
    redis.call('HDEL', header, 'moment')
    -- What was told in an earlier life is in the ledger, where more may have happened since.
    redis.call('DEL', unpack(KEYS, 2))
end
return 'BEGUN ' .. memory
