-- Fills a practice's inventory from what the ledger said, unless a later life of the inventory or a filling from as new a book was first.
-- All in one call: there is no half-filled practice, and the news that was told since the ledger was read is still at hand.
--   KEYS[1] header, KEYS[2] claims, KEYS[3] holders: see claim.lua
--   KEYS[4] news, KEYS[5] news_before: see tell.lua
--   KEYS[6..]         seats of days of which the ledger knows no free ones
--   ARGV[1] epoch     the life of the inventory that this filling belongs to
--   ARGV[2] layout    version of the book
--   ARGV[3] fill      names the filling, for those who look
--   ARGV[4] now_ms    holds that have expired by then are not kept
--   ARGV[5..]         for each day: YYYYMMDD, bits of its free seats
-- Answers {FILLED}, {LATE}
-- include part_seats.lua
-- include part_claims.lua
-- include part_news.lua
local header, claims, holders, news, news_before = unpack(KEYS, 1, 5)
local epoch, layout, fill, now = unpack(ARGV, 1, 4)
local prefix = claims:sub(1, -2)

local known = redis.call('HMGET', header, 'epoch', 'layout')
local known_epoch, known_layout = tonumber(known[1] or -1), tonumber(known[2] or -1)
if known_epoch > tonumber(epoch) or (known_epoch == tonumber(epoch) and known_layout >= tonumber(layout)) then
    return { 'LATE' }
end

sweep(header, claims, holders, now)
for from = 6, #KEYS, 4000 do
    redis.call('DEL', unpack(KEYS, from, math.min(from + 3999, #KEYS)))
end
local bits_of_day = {}
for at = 5, #ARGV, 2 do
    bits_of_day[ARGV[at]] = ARGV[at + 1]
end
write_days(prefix, bits_of_day, redis.call('HKEYS', claims), recent_news(news_before, news))
redis.call('HSET', header, 'epoch', epoch, 'layout', layout, 'fill', fill)
return { 'FILLED' }
