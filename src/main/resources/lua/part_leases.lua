-- Part of other scripts: leases that somebody ends who knows, or has asked the ledger, whose the seat is.
--   A mark is a confirm in flight of nobody, on a seat that a change may free. It keeps others from the seat until it is known whose that is.
--   header ends     grows whenever a lease has ended by the ledger's word: what was read of it before may be old
--   header texts    grows with each mark; with its instant it tells a mark from every other, also after a loss of memory

local NOBODY = ('.'):rep(16)

local function put_mark(header, claims, field, key, now, expires)
    local text = redis.call('HINCRBY', header, 'texts', 1)
    local mark = 'C' .. expires .. now .. key .. NOBODY .. now .. ('%019d'):format(text) .. field:sub(10)
    redis.call('HSET', claims, field, mark)
    return mark
end

-- What a practice blocks is nobody's too, but of no request.
local function is_mark(claim)
    return claim:sub(1, 1) == 'C' and claim:sub(54, 69) == NOBODY and claim:sub(70, 101) ~= ('0'):rep(32)
end

local function later(instant)
    return ('%013d'):format(tonumber(instant) + 1)
end

-- Whoever was about to end this lease finds that it is another one, and asks the ledger again. Of a claim the first digit of its since_ms says so too, 5 higher than before: whose claim it is can still be told.
local function touched(claim)
    if is_mark(claim) then
        return claim:sub(1, 14) .. later(claim:sub(15, 27)) .. claim:sub(28)
    end
    local first = tonumber(claim:sub(15, 15))
    return claim:sub(1, 1) .. later(claim:sub(2, 14)) .. (first < 5 and first + 5 or first) .. claim:sub(16)
end

local function is_touched(claim)
    return claim:sub(15, 15) >= '5'
end

-- When a claim was made.
local function since_of(claim)
    return is_touched(claim) and (claim:sub(15, 15) - 5) .. claim:sub(16, 27) or claim:sub(15, 27)
end

-- A part of it may have been given up, and be somebody else's.
local function replace_claim(claims, day, claim, other)
    for at = 102, #claim, 5 do
        local field = day .. '.' .. claim:sub(at, at + 4)
        if redis.call('HGET', claims, field) == claim then
            redis.call('HSET', claims, field, other)
        end
    end
end

-- The claim that the appointment came of, or came to its seats by: one that was made later is on its way.
local function is_own(claim, key, changed)
    return claim:sub(1, 1) == 'C' and claim:sub(28, 53) == key and since_of(claim) <= changed
end

-- Forgets the request of a claim that was given back, as if it had never been met. Another try may have claimed anew since, and an earlier one may come to the ledger yet (Q).
local function forget_request(claims, claim)
    local marker = claims:sub(1, -2) .. 'r:' .. claim:sub(70, 101)
    local text = redis.call('GETRANGE', marker, 0, 29)
    if text:sub(1, 1) == 'P' and text:sub(18) == since_of(claim) then
        redis.call('DEL', marker)
    end
end

local function count_ends(header)
    redis.call('HINCRBY', header, 'ends', 1)
end
