-- Part of other scripts: the text of a claim. Where in it each of its values stands is said here,
-- in part_claim_edits.lua and in the short way of claim.lua, and nowhere else; in Java, which reads
-- the same texts, in ClaimText.
--   1 kind H(old) or C(onfirm in flight) · 2-14 expires_ms · 15-27 since_ms (see touched in
--     part_leases.lua) · 28-53 key · 54-69 patient mark · 70-101 request, of a hold 70-85 mark of
--     whoever placed it · 102- ordinals, five digits each
-- Instants are thirteen digits, so that they compare as text.
-- Each function costs each call of a script that includes it: what few need is not here.

local ORDINALS_AT = 102

local function kind_of(claim)
    return claim:sub(1, 1)
end

local function expires_of(claim)
    return claim:sub(2, 14)
end

-- As it stands there. When the claim was made says since_of in part_leases.lua.
local function since_text_of(claim)
    return claim:sub(15, 27)
end

local function key_of(claim)
    return claim:sub(28, 53)
end

local function patient_of(claim)
    return claim:sub(54, 69)
end

local function request_of(claim)
    return claim:sub(70, 101)
end

local function placer_of(hold)
    return hold:sub(70, 85)
end

local function first_ordinal_of(claim)
    return claim:sub(102, 106)
end

-- All but the ordinals.
local function claim_start(kind, expires, since, owner)
    return kind .. expires .. since .. owner
end
