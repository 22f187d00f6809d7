-- Says where a week's archive is.   ? archive text   ? part text   ? week date
UPDATE retired_week SET archive = ? WHERE part = ? AND week = ?
