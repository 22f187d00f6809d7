-- Part of other scripts: what recent news says of the seats, over what was read from the ledger before.

-- For each seat with recent news: true if it made the seat free, false if it gave it an owner.
local function recent_news(hashes)
    local is_free, last = {}, {}
    for _, hash in ipairs(hashes) do
        local all = redis.call('HGETALL', hash)
        for at = 1, #all, 2 do
            local field, version = all[at], tonumber(all[at + 1])
            -- What else is there are patients' diaries.
            local is_seat = #field == 14
            if is_seat and math.abs(version) > (last[field] or -1) then
                last[field] = math.abs(version)
                is_free[field] = version < 0
            end
        end
    end
    return is_free
end

-- A day's bits are written over its old ones, but for seats that are claimed or have recent news.
local function write_days(prefix, bits_of_day, is_claimed, is_free)
    for day, bits in pairs(bits_of_day) do
        redis.call('SET', prefix .. day, bits, 'EXAT', expiry_of_day(day))
    end
    for field, free in pairs(is_free) do
        local key = prefix .. field:sub(1, 8)
        if free then
            give_back(prefix, field)
        elseif redis.call('EXISTS', key) == 1 then
            redis.call('SETBIT', key, tonumber(field:sub(10)), 0)
        end
    end
    for _, field in ipairs(is_claimed) do
        local key = prefix .. field:sub(1, 8)
        if redis.call('EXISTS', key) == 1 then
            redis.call('SETBIT', key, tonumber(field:sub(10)), 0)
        end
    end
end
