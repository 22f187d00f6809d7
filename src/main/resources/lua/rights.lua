-- Tries each command that the other scripts give, on a key of its own that is gone afterwards: one
-- that an ACL denies would else be noticed when somebody books.
--   KEYS[1] probe     of every type in turn
-- Answers the names of those that are denied, with blanks between
local probe, denied = KEYS[1], {}

local function try(name, ...)
    local answer = redis.pcall(name, ...)
    local fault = type(answer) == 'table' and answer.err or ''
    -- As Redis 7 says it, and Redis 6.
    if fault:find('^NOPERM') or fault:find('user executing the script') then
        denied[#denied + 1] = name
    end
end

try('SET', probe, '1', 'PX', '60000')
try('GET', probe)
try('GETRANGE', probe, '0', '0')
try('MGET', probe)
try('SETBIT', probe, '0', '1')
try('GETBIT', probe, '0')
try('EXISTS', probe)
try('TTL', probe)
try('EXPIRE', probe, '60')
try('PEXPIRE', probe, '60000')
try('DEL', probe)
try('HSET', probe, 'a', '1')
try('HSETNX', probe, 'a', '1')
try('HINCRBY', probe, 'a', '1')
try('HGET', probe, 'a')
try('HMGET', probe, 'a')
try('HGETALL', probe)
try('HKEYS', probe)
try('HDEL', probe, 'a')
redis.pcall('DEL', probe)
try('ZADD', probe, '1', 'a')
try('ZREVRANGEBYSCORE', probe, '1', '1')
try('ZREMRANGEBYSCORE', probe, '1', '1')
try('ZREMRANGEBYRANK', probe, '0', '0')
redis.pcall('DEL', probe)
return table.concat(denied, ' ')
