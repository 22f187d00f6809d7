-- Part of other scripts: the claims of a practice, hash of one field a seat to a text of fixed places:
--   1 kind H(old) or C(onfirm in flight) · 2-14 expires_ms · 15-27 since_ms (see touched in part_leases.lua) · 28-53 key · 54-69 patient mark · 70-101 request, of a hold 70-85 mark of whoever placed it · 102- ordinals, five digits each
-- Instants are thirteen digits, so that they compare as text.

-- Ends a claim and gives its seats back, all but one that has been taken from it, and those that are somebody else's by now. A hold's patient may have another one then.
local function end_claim(claims, holders, day, claim, except, now)
    local prefix = claims:sub(1, -2)
    for at = 102, #claim, 5 do
        local field = day .. '.' .. claim:sub(at, at + 4)
        if redis.call('HGET', claims, field) == claim then
            redis.call('HDEL', claims, field)
            if field ~= except then
                give_back(prefix, field, now)
            end
        end
    end
    local mark, first = claim:sub(54, 69), day .. '.' .. claim:sub(102, 106)
    if claim:sub(1, 1) == 'H' and redis.call('HGET', holders, mark) == first then
        redis.call('HDEL', holders, mark)
    end
end

-- Ends the holds that have expired, and notes when the next one will. A confirm stays until the ledger was asked.
local function sweep(header, claims, holders, now)
    local next_expiry = ''
    local all = redis.call('HGETALL', claims)
    for at = 1, #all, 2 do
        local field, claim = all[at], all[at + 1]
        if claim:sub(1, 1) == 'H' then
            local expires = claim:sub(2, 14)
            if expires > now then
                if next_expiry == '' or expires < next_expiry then
                    next_expiry = expires
                end
            elseif claim:sub(102, 106) == field:sub(10) then
                end_claim(claims, holders, field:sub(1, 8), claim, '', now)
            end
        end
    end
    redis.call('HSET', header, 'next', next_expiry)
end
