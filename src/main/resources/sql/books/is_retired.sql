-- Whether appointments of a day have been taken out of the ledger, or are being.   $1 day date
SELECT EXISTS (SELECT FROM retired_week WHERE part = 'APPOINTMENTS' AND week = date_trunc('week', $1::date::timestamp)::date) AS is_retired
