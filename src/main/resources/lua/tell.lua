-- Tells a practice's inventory what the ledger has committed, oldest first. Done on a cold practice too: a refill that read the ledger before goes by the news left here.
-- What the ledger's reading for the last filling knew of is no news, however late it comes: the versions that would tell are perhaps forgotten, with the memory or in twenty minutes. But its claim is over.
--   KEYS[1] claims, KEYS[2] holders: see claim.lua
--   KEYS[3] news          hash of what was told in these ten minutes: seat -> version / transaction, with a minus if that made it free;
--                         patient mark -> start and end minute of each appointment made, eight digits each
--   KEYS[4] news_before   likewise of the ten minutes before
--   KEYS[5] header        see claim.lua
--   ARGV[1] keep_s        how long news is kept
--   ARGV[2] now_ms        from the caller, so that a test owns the clock
--   ARGV[3..] for each news: fields of its seats (fourteen characters each; none if a move gave none back), version, transaction, state (occupied or free), patient mark or nothing, time (start and end minute)
-- Answers TOLD
-- include part_seats.lua
-- include part_claims.lua
-- include part_moment.lua
local claims, holders, news, news_before, header = unpack(KEYS)
local keep_s, now = unpack(ARGV, 1, 2)
local prefix = claims:sub(1, -2)

-- A call has room for some thousands of arguments only.
local function in_parts(list, call)
    for from = 1, #list, 4000 do
        call(from, math.min(from + 3999, #list))
    end
end

local function look_up(hash, fields, found)
    in_parts(fields, function(from, to)
        local values = redis.call('HMGET', hash, unpack(fields, from, to))
        for at = from, to do
            found[fields[at]] = found[fields[at]] or values[at - from + 1]
        end
    end)
    return found
end

local knows = knower_of(redis.call('HGET', header, 'moment'))
local is_known, seats, names = {}, {}, {}
for at = 3, #ARGV, 7 do
    local fields, mark = ARGV[at], ARGV[at + 4]
    is_known[at] = knows(tonumber(ARGV[at + 1]), ARGV[at + 2])
    for from = 1, #fields, 14 do
        seats[#seats + 1] = fields:sub(from, from + 13)
        names[#names + 1] = seats[#seats]
    end
    if mark ~= '' then
        names[#names + 1] = mark
    end
end
local told = look_up(news_before, names, look_up(news, names, {}))
local claim_of = look_up(claims, seats, {})
local changed, ended = {}, {}

local function occupy(field)
    local claim = claim_of[field]
    if not claim then
        local key, ordinal = prefix .. field:sub(1, 8), tonumber(field:sub(10))
        if redis.call('GETBIT', key, ordinal) == 1 then
            redis.call('SETBIT', key, ordinal, 0)
        end
    elseif #claim == 106 and claim:sub(1, 1) == 'C' then
        claim_of[field] = false
        ended[#ended + 1] = field
    else
        -- Whoever has a claim on a part of what is gone cannot get all of it.
        local day = field:sub(1, 8)
        end_claim(claims, holders, day, claim, field, now)
        for at = 102, #claim, 5 do
            claim_of[day .. '.' .. claim:sub(at, at + 4)] = false
        end
    end
end

-- What a claim led to was committed, so that the claim is over, whatever was told before: a cancellation may come before its booking. What its seats are now, the latest news says.
--   Answers the fields that it had
local function end_own_claim(fields, key)
    local own = {}
    for from = 1, #fields, 14 do
        local claim = claim_of[fields:sub(from, from + 13)]
        if claim and claim:sub(1, 1) == 'C' and claim:sub(28, 53) == key then
            for at = 102, #claim, 5 do
                local field = fields:sub(from, from + 8) .. claim:sub(at, at + 4)
                if (claim_of[field] or redis.call('HGET', claims, field)) == claim then
                    own[field] = true
                    claim_of[field] = false
                    ended[#ended + 1] = field
                end
            end
        end
    end
    return own
end

-- The reading that knew of the news left the claim, so that it found its seats free, and so they are unless later news gave them an owner.
local function end_known_claim(fields, key)
    for field in pairs(end_own_claim(fields, key)) do
        local last = told[field] or redis.call('HGET', news, field) or redis.call('HGET', news_before, field)
        if not last or last:sub(1, 1) == '-' then
            give_back(prefix, field, now)
        end
    end
end

local function change(name, value)
    told[name] = value
    changed[#changed + 1] = name
    changed[#changed + 1] = value
end

-- An empty diary is written too: it stands before one that was told ten minutes ago.
local function write_diary(mark, time, occupied)
    local times = told[mark] or ''
    for at = 1, #times, 16 do
        if times:sub(at, at + 15) == time then
            times = times:sub(1, at - 1) .. times:sub(at + 16)
            break
        end
    end
    change(mark, occupied and times .. time or times)
end

local function tell_seat(field, version, transaction, occupied, was_own)
    local last = told[field]
    -- News of doubt has the version 0, which is something where nothing is known.
    if last and tonumber(version) <= tonumber(last:match('%d+')) then
        if was_own and last:sub(1, 1) == '-' then
            give_back(prefix, field, now)
        end
        return false
    end
    change(field, (occupied and '' or '-') .. version .. '/' .. transaction)
    if occupied then
        occupy(field)
    elseif not claim_of[field] then
        give_back(prefix, field, now)
    end
    return true
end

for at = 3, #ARGV, 7 do
    local fields, version, transaction, state, mark, time, key = unpack(ARGV, at, at + 6)
    local occupied, is_news = state == 'occupied', false
    local may_end_claim = version ~= '0'
    if is_known[at] or fields == '' then
        if may_end_claim then
            end_known_claim(fields, key)
        end
        -- A time that is over is struck out of a diary that outlived the filling, and so is that of a move which gave no seat back.
        is_news = not occupied and (told[mark] or '') ~= ''
    else
        local own = may_end_claim and end_own_claim(fields, key) or {}
        for from = 1, #fields, 14 do
            local field = fields:sub(from, from + 13)
            is_news = tell_seat(field, version, transaction, occupied, own[field]) or is_news
        end
    end
    if is_news and mark ~= '' then
        write_diary(mark, time, occupied)
    end
end

-- A name this long makes Redis keep an index of the hash; without one it would read through hundreds of names for each that is looked up.
local LONG_NAME = ('since'):rep(13)

if #changed > 0 then
    if redis.call('HSETNX', news, LONG_NAME, '') == 1 then
        redis.call('EXPIRE', news, keep_s)
    end
    in_parts(changed, function(from, to)
        redis.call('HSET', news, unpack(changed, from, to))
    end)
end
in_parts(ended, function(from, to)
    redis.call('HDEL', claims, unpack(ended, from, to))
end)
return 'TOLD'
