-- Takes a seat if it is free.
--   KEYS[1] seats    string: one bit a seat, 1 = free
--   KEYS[2] claims   hash: ordinal -> patient
--   ARGV[1] ordinal   ARGV[2] patient
-- Answers 1, or 0 if somebody has it.
if redis.call('GETBIT', KEYS[1], ARGV[1]) == 0 then
    return 0
end
redis.call('SETBIT', KEYS[1], ARGV[1], 0)
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
