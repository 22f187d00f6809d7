-- Part of other scripts: what recent news says of the seats, over what was read from the ledger before.

-- For each seat with recent news: true if it made the seat free, false if it gave it an owner. What a reading of the ledger knew of is forgotten on the way.
--   read(hash) answers what is wanted of a hash of news, field by field
local function recent_news(hashes, knows, read)
    local is_free, last = {}, {}
    for _, hash in ipairs(hashes) do
        local all, known = read(hash), {}
        for at = 1, #all, 2 do
            local field = all[at]
            -- What else is there are patients' diaries.
            if #field == 14 then
                local sign, version, transaction = all[at + 1]:match('^(-?)(%d+)/(%d+)$')
                version = tonumber(version)
                if knows(version, transaction) then
                    known[#known + 1] = field
                elseif version > (last[field] or -1) then
                    last[field] = version
                    is_free[field] = sign == '-'
                end
            end
        end
        for from = 1, #known, 4000 do
            redis.call('HDEL', hash, unpack(known, from, math.min(from + 3999, #known)))
        end
    end
    return is_free
end

-- A day's bits are written over its old ones, but for seats that are claimed or have recent news.
local function write_days(prefix, bits_of_day, is_claimed, is_free, now)
    for day, bits in pairs(bits_of_day) do
        redis.call('SET', prefix .. day, bits, 'EX', kept_s(day, now))
    end
    for field, free in pairs(is_free) do
        local key = prefix .. field:sub(1, 8)
        if free then
            give_back(prefix, field, now)
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
