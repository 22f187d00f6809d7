-- Part of other scripts: leases that somebody ends who knows, or has asked the ledger, whose the
-- seat is.
--   A mark is a confirm in flight of nobody, on a seat that a change may free. It keeps others from
--     the seat until it is known whose that is.
--   header ends     grows whenever a lease has ended by the ledger's word: what was read of it
--                   before may be old
--   header texts    grows with each mark; with its instant it tells a mark from every other, also
--                   after a loss of memory

local NOBODY = ('.'):rep(16)

local function put_mark(header, claims, field, key, now, expires)
    local text = redis.call('HINCRBY', header, 'texts', 1)
    local mark = claim_start('C', expires, now, key .. NOBODY .. now .. ('%019d'):format(text)) .. field:sub(10)
    redis.call('HSET', claims, field, mark)
    return mark
end

-- What a practice blocks is nobody's too, but of no request.
local function is_mark(claim)
    return kind_of(claim) == 'C' and patient_of(claim) == NOBODY and request_of(claim) ~= ('0'):rep(32)
end

local function later(instant)
    return ('%013d'):format(tonumber(instant) + 1)
end

-- Whoever was about to end this lease finds that it is another one, and asks the ledger again. Of a
-- claim the first digit of its since_ms says so too, 5 higher than before: whose claim it is can
-- still be told.
local function touched(claim)
    if is_mark(claim) then
        return with_since(claim, later(since_text_of(claim)))
    end
    local since = since_text_of(claim)
    local first = tonumber(since:sub(1, 1))
    return with_expires(with_since(claim, (first < 5 and first + 5 or first) .. since:sub(2)), later(expires_of(claim)))
end

local function is_touched(claim)
    return since_text_of(claim):sub(1, 1) >= '5'
end

-- When a claim was made.
local function since_of(claim)
    local since = since_text_of(claim)
    return is_touched(claim) and (since:sub(1, 1) - 5) .. since:sub(2) or since
end

-- A part of it may have been given up, and be somebody else's.
local function replace_claim(claims, day, claim, other)
    for at = ORDINALS_AT, #claim, 5 do
        local field = day .. '.' .. claim:sub(at, at + 4)
        if redis.call('HGET', claims, field) == claim then
            redis.call('HSET', claims, field, other)
        end
    end
end

-- The claim that the appointment came of, or came to its seats by: one that was made later is on
-- its way.
local function is_own(claim, key, changed)
    return kind_of(claim) == 'C' and key_of(claim) == key and since_of(claim) <= changed
end

-- Forgets the request of a claim that was given back, as if it had never been met. Another try may
-- have claimed anew since, and an earlier one may come to the ledger yet (Q).
local function forget_request(claims, claim)
    local marker = claims:sub(1, -2) .. 'r:' .. request_of(claim)
    local text = redis.call('GETRANGE', marker, 0, 29)
    if text:sub(1, 1) == 'P' and text:sub(18) == since_of(claim) then
        redis.call('DEL', marker)
    end
end

local function count_ends(header)
    redis.call('HINCRBY', header, 'ends', 1)
end
