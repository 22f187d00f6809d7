-- Part of other scripts: the free seats of some days as one text: layout version in ten digits,
-- then for each day its name, the length of its bits in five digits, its bits.
--   prefix   of the practice's keys
--   days     eight digits each
local function free_seats(layout, prefix, days)
    local names, parts = {}, { ('%010d'):format(layout) }
    for at = 1, #days, 8 do
        names[#names + 1] = prefix .. days:sub(at, at + 7)
    end
    local bits = #names > 0 and redis.call('MGET', unpack(names)) or {}
    for at = 1, #bits do
        local of_day = bits[at] or ''
        parts[at + 1] = names[at]:sub(-8) .. ('%05d'):format(#of_day) .. of_day
    end
    return table.concat(parts)
end
