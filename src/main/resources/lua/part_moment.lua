-- Part of other scripts: which news a reading of the ledger knew of.
--   A moment is the snapshot of such a reading: the oldest open transaction : the next one to begin : open ones in order, with commas.

-- Without a moment nothing is known. A doubt (version 0) has the last transaction that had begun when the ledger was asked: one from no later than the reading is known, and one that may be from later but saw no other
-- transaction begin may count as known too, for the change that led to it is news of its own.
local function knower_of(moment)
    if not moment then
        return function() return false end
    end
    local oldest, next_one, open = moment:match('^(%d+):(%d+):(.*)$')
    oldest, next_one = tonumber(oldest), tonumber(next_one)
    return function(version, transaction)
        local number = tonumber(transaction)
        if number >= next_one then
            return false
        end
        return number < oldest or version == 0 or not (',' .. open .. ','):find(',' .. transaction .. ',', 1, true)
    end
end

-- Of two moments the later one has seen all that the earlier one has: while no transaction begins, open ones can only become fewer.
local function is_before(moment, other)
    local oldest, next_one = moment:match('^(%d+):(%d+):')
    local other_oldest, other_next = other:match('^(%d+):(%d+):')
    if next_one ~= other_next then
        return tonumber(next_one) < tonumber(other_next)
    elseif oldest ~= other_oldest then
        return tonumber(oldest) < tonumber(other_oldest)
    end
    return #moment > #other
end
