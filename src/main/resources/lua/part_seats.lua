-- Part of other scripts: how a seat is given back.
--   A seat's field is YYYYMMDD.ooooo, its bit is bit ooooo of the string at <prefix>YYYYMMDD.

-- For how many more seconds a day's bits are kept: until two days after it. It is reckoned from the
-- caller's now_ms and not by this machine's clock, so that a caller with another time has it
-- everywhere. The days between 1970-01-01 and a date follow from its parts.
local function kept_s(day, now)
    local year, month, date = tonumber(day:sub(1, 4)), tonumber(day:sub(5, 6)), tonumber(day:sub(7, 8))
    if month <= 2 then
        year, month = year - 1, month + 12
    end
    local leap_days = math.floor(year / 4) - math.floor(year / 100) + math.floor(year / 400)
    local days = 365 * year + leap_days + math.floor((153 * (month - 3) + 2) / 5) + date - 719469
    return math.max(1, (days + 3) * 86400 - math.floor(tonumber(now) / 1000))
end

local function give_back(prefix, field, now)
    local day = field:sub(1, 8)
    local key = prefix .. day
    redis.call('SETBIT', key, tonumber(field:sub(10)), 1)
    if redis.call('TTL', key) == -1 then
        redis.call('EXPIRE', key, kept_s(day, now))
    end
end

-- A day's bits are written over its old ones, but for seats that are claimed.
local function write_days(prefix, bits_of_day, is_claimed, now)
    for day, bits in pairs(bits_of_day) do
        redis.call('SET', prefix .. day, bits, 'EX', kept_s(day, now))
    end
    for _, field in ipairs(is_claimed) do
        local key = prefix .. field:sub(1, 8)
        if redis.call('EXISTS', key) == 1 then
            redis.call('SETBIT', key, tonumber(field:sub(10)), 0)
        end
    end
end
