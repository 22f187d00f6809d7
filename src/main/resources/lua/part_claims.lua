-- Part of other scripts: the claims of a practice, hash of one field a seat to the text of its
-- claim (part_claim_text.lua).

-- Ends a claim and gives its seats back, all but one that has been taken from it, and those that
-- are somebody else's by now. A hold's patient may have another one then.
local function end_claim(claims, holders, day, claim, except, now)
    local prefix = claims:sub(1, -2)
    for at = ORDINALS_AT, #claim, 5 do
        local field = day .. '.' .. claim:sub(at, at + 4)
        if redis.call('HGET', claims, field) == claim then
            redis.call('HDEL', claims, field)
            if field ~= except then
                give_back(prefix, field, now)
            end
        end
    end
    local mark, first = patient_of(claim), day .. '.' .. first_ordinal_of(claim)
    if kind_of(claim) == 'H' and redis.call('HGET', holders, mark) == first then
        redis.call('HDEL', holders, mark)
    end
end

-- Ends the holds that have expired, and notes when the next one will. A confirm stays until the
-- ledger was asked.
local function end_expired(header, claims, holders, now)
    local next_expiry = ''
    local all = redis.call('HGETALL', claims)
    for at = 1, #all, 2 do
        local field, claim = all[at], all[at + 1]
        if kind_of(claim) == 'H' then
            local expires = expires_of(claim)
            if expires > now then
                if next_expiry == '' or expires < next_expiry then
                    next_expiry = expires
                end
            elseif first_ordinal_of(claim) == field:sub(10) then
                end_claim(claims, holders, field:sub(1, 8), claim, '', now)
            end
        end
    end
    redis.call('HSET', header, 'next', next_expiry)
end
