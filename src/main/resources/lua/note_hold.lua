-- Notes at which practice a patient has a hold, so that it can be found by who does not know the
-- practice. It is a hint: whether there is such a hold the practice's own claims say.
--   KEYS[1] places    sorted set of the patient: practice -> when its hold expires. Not a
--                     practice's key: its hash tag is the patient's mark
--   ARGV[1] now_ms, ARGV[2] expires_ms: see claim.lua
--   ARGV[3] practice
--   ARGV[4] keep_s    for how long there is something to note, from now
--   ARGV[5] count_max the places whose holds end last are kept
-- Answers NOTED
local places = KEYS[1]
local now, expires, practice, keep_s, count_max = unpack(ARGV)

redis.call('ZREMRANGEBYSCORE', places, '-inf', now)
redis.call('ZADD', places, 'GT', expires, practice)
redis.call('ZREMRANGEBYRANK', places, 0, -1 - tonumber(count_max))
-- The hold noted last may end before another one.
if redis.call('TTL', places) < tonumber(keep_s) then
    redis.call('EXPIRE', places, keep_s)
end
return 'NOTED'
