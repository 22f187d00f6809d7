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

-- Whoever was about to end this lease finds that it is another one, and asks the ledger again.
local function touched(claim)
    return claim:sub(1, 14) .. ('%013d'):format(tonumber(claim:sub(15, 27)) + 1) .. claim:sub(28)
end

local function touch(claims, day, claim)
    local other = touched(claim)
    for at = 102, #claim, 5 do
        local field = day .. '.' .. claim:sub(at, at + 4)
        -- A part of it may have been given up, and be somebody else's.
        if redis.call('HGET', claims, field) == claim then
            redis.call('HSET', claims, field, other)
        end
    end
end

-- What a practice blocks is nobody's too, but of no request.
local function is_mark(claim)
    return claim:sub(1, 1) == 'C' and claim:sub(54, 69) == NOBODY and claim:sub(70, 101) ~= ('0'):rep(32)
end

-- The claim that the appointment came of, or came to its seats by: one that was made later is on its way.
local function is_own(claim, key, changed)
    return claim:sub(1, 1) == 'C' and claim:sub(28, 53) == key and claim:sub(15, 27) <= changed
end

local function count_ends(header)
    redis.call('HINCRBY', header, 'ends', 1)
end
