-- Part of other scripts: the text of a claim with one of its values put anew. Where they stand is
-- said in part_claim_text.lua.

local function with_placer(claim, placer)
    return claim:sub(1, 69) .. placer .. claim:sub(86)
end

local function with_kind(claim, kind)
    return kind .. claim:sub(2)
end

local function with_expires(claim, expires)
    return claim:sub(1, 1) .. expires .. claim:sub(15)
end

local function with_since(claim, since)
    return claim:sub(1, 14) .. since .. claim:sub(28)
end
