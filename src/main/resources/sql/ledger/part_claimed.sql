-- Part of other statements: claimed, the keys of those requests of wanted that the ledger meets for
-- the first time. From now on they are known.
--   effect   what the request makes, if it makes anything: origin day, appointment key, version
claimed AS (
    INSERT INTO request (practice, key, fingerprint, origin_day, appointment_key, version)
    SELECT practice, request_key, fingerprint, ${effect} FROM wanted ORDER BY practice, request_key
    ON CONFLICT (practice, key) DO NOTHING
    RETURNING key AS request_key
),
