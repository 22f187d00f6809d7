-- Begins a filling of a practice, before the ledger is read for it.
--   KEYS[1] header    see claim.lua
--   ARGV[1] life      see claim.lua
--   ARGV[2] id        unlike any other
-- Answers BEGUN <memory, space, ends>: the time in which the practice is not forgotten, named by
-- the life and the id of the first filling that was begun in it, and how many leases have ended in
-- it. If the practice is forgotten once more, another one begins, even in the same life.
local header = KEYS[1]
local life, id = unpack(ARGV)

local known = redis.call('HMGET', header, 'memory', 'ends')
local memory = known[1]
if not memory or memory:sub(1, #life + 1) ~= life .. '/' then
    memory = life .. '/' .. id
    redis.call('HSET', header, 'memory', memory)
end
return 'BEGUN ' .. memory .. ' ' .. (known[2] or '0')
