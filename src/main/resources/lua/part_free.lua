-- Part of other scripts: the free seats of some days as one text: layout version in ten digits,
-- then for each day its name, the length of its bits in five digits, its bits.
local function free_seats(layout, days, first_key)
    local parts = { ('%010d'):format(layout) }
    local bits = #days > 0 and redis.call('MGET', unpack(KEYS, first_key)) or {}
    for at = 1, #bits do
        local of_day = bits[at] or ''
        parts[at + 1] = days:sub(8 * at - 7, 8 * at) .. ('%05d'):format(#of_day) .. of_day
    end
    return table.concat(parts)
end
