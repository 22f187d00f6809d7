-- Part of other scripts: what is said to a request that has been here before.

-- Nothing if it has not, or if what was met is what the caller has asked the ledger about since
-- (again) and no claim of it is left.
local function answer_before(marker, claims, fingerprint, day, again)
    local before = redis.call('GET', marker)
    if not before then
        return nil
    end
    if before:sub(2, 17) ~= fingerprint then
        return 'REUSED'
    end
    local kind = before:sub(1, 1)
    if kind ~= 'P' and kind ~= 'Q' then
        return 'BEFORE ' .. before
    end
    local claim = #before > 30 and redis.call('HGET', claims, day .. '.' .. before:sub(31, 35))
    if claim and kind_of(claim) == 'C' and request_of(claim) == marker:sub(-32) then
        return 'RUNNING'
    end
    return before ~= again and 'MET ' .. before or nil
end
