-- Forgets the claims of seats that are on disk now.   KEYS claims, one a seat   ARGV ordinals, one a seat
for at = 1, #KEYS do
    redis.call('HDEL', KEYS[at], ARGV[at])
end
return #KEYS
