-- Part of other scripts: in this field a hash of news says for which memory it is kept, see begin_fill.lua. News of another memory is in what was read from the ledger since.
-- A name this long makes Redis keep an index of the hash; without one it would read through hundreds of names for each that is looked up.
local MEMORY = ('memory'):rep(11)
