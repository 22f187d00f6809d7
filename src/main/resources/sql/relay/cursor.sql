-- How far a listener has heard; no row for one that has heard nothing yet.   $1 listener text
SELECT position FROM relay_cursor WHERE listener = $1
