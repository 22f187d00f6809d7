-- Tells a practice's inventory what the ledger has committed, oldest first. Done on a cold practice too: a refill that read the ledger before goes by the versions left here.
--   KEYS[1] claims, KEYS[2] holders, KEYS[3] diary: see claim.lua
--   KEYS[4] versions          hash: seat -> version of its last news, with a minus if that made it free; those of these ten minutes
--   KEYS[5] versions_before   those of the ten minutes before
--   ARGV[1] keep_s            how long versions are kept
--   ARGV[2] now_minute        appointments that have ended by then leave the diary
--   ARGV[3..] for each news: day, ordinals (five digits each), version, state (occupied or free), patient mark or nothing, time (start and end minute, eight digits each)
-- Answers {TOLD}
-- include part_seats.lua
-- include part_claims.lua
local claims, holders, diary, versions, versions_before = unpack(KEYS)
local keep_s, now_minute = unpack(ARGV, 1, 2)
local prefix = claims:sub(1, -2)

-- A call has room for some thousands of arguments only.
local function look_up(hash, fields)
    local found = {}
    for from = 1, #fields, 4000 do
        local values = redis.call('HMGET', hash, unpack(fields, from, math.min(from + 3999, #fields)))
        for at = 1, #values do
            found[fields[from + at - 1]] = values[at]
        end
    end
    return found
end

local fields, marks = {}, {}
for at = 3, #ARGV, 6 do
    local day, ordinals = ARGV[at], ARGV[at + 1]
    for from = 1, #ordinals, 5 do
        fields[#fields + 1] = day .. '.' .. ordinals:sub(from, from + 4)
    end
    if ARGV[at + 4] ~= '' then
        marks[#marks + 1] = ARGV[at + 4]
    end
end
local told, told_before = look_up(versions, fields), look_up(versions_before, fields)
local claim_of, times_of = look_up(claims, fields), look_up(diary, marks)
local new_versions, ended, new_times = {}, {}, {}

local function occupy(field)
    local claim = claim_of[field]
    if not claim then
        local seats, ordinal = prefix .. field:sub(1, 8), tonumber(field:sub(10))
        if redis.call('GETBIT', seats, ordinal) == 1 then
            redis.call('SETBIT', seats, ordinal, 0)
        end
    elseif #claim == 106 and claim:sub(1, 1) == 'C' then
        claim_of[field] = false
        ended[#ended + 1] = field
    else
        -- Whoever has a claim on a part of what is gone cannot get all of it.
        local day = field:sub(1, 8)
        end_claim(claims, holders, day, claim, field)
        for at = 102, #claim, 5 do
            claim_of[day .. '.' .. claim:sub(at, at + 4)] = false
        end
    end
end

local function write_diary(mark, time, occupied)
    local kept, times = {}, times_of[mark] or ''
    for at = 1, #times, 16 do
        local entry = times:sub(at, at + 15)
        if entry ~= time and entry:sub(9) > now_minute then
            kept[#kept + 1] = entry
        end
    end
    if occupied then
        kept[#kept + 1] = time
    end
    times_of[mark] = table.concat(kept)
    new_times[mark] = true
end

for at = 3, #ARGV, 6 do
    local day, ordinals, version, state, mark, time = unpack(ARGV, at, at + 5)
    local occupied, number, is_news = state == 'occupied', tonumber(version), false
    for from = 1, #ordinals, 5 do
        local field = day .. '.' .. ordinals:sub(from, from + 4)
        local last = math.max(math.abs(told[field] or 0), math.abs(told_before[field] or 0))
        if number > last then
            is_news = true
            told[field] = version
            new_versions[#new_versions + 1] = field
            new_versions[#new_versions + 1] = occupied and version or '-' .. version
            if occupied then
                occupy(field)
            elseif not claim_of[field] then
                give_back(prefix, field)
            end
        end
    end
    if is_news and mark ~= '' then
        write_diary(mark, time, occupied)
    end
end

for from = 1, #new_versions, 4000 do
    redis.call('HSET', versions, unpack(new_versions, from, math.min(from + 3999, #new_versions)))
end
if #new_versions > 0 then
    redis.call('EXPIRE', versions, keep_s)
end
for from = 1, #ended, 4000 do
    redis.call('HDEL', claims, unpack(ended, from, math.min(from + 3999, #ended)))
end
for mark in pairs(new_times) do
    if times_of[mark] == '' then
        redis.call('HDEL', diary, mark)
    else
        redis.call('HSET', diary, mark, times_of[mark])
    end
end
return { 'TOLD' }
