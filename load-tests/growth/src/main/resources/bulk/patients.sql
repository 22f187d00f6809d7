-- Invented NHS numbers with a right check digit, in order; not those that the load generator's patients have.   $1 how many int
CREATE TABLE bulk_patient AS
SELECT row_number() OVER (ORDER BY stem) - 1 AS n, stem * 10 + check_digit AS patient
FROM (
    SELECT stem, (11 - (
        SELECT sum((stem / power(10, place)::bigint % 10) * (place + 2)) FROM generate_series(0, 8) AS place
    )::bigint % 11) % 11 AS check_digit
    FROM generate_series(900000000::bigint, 900000000::bigint + $1 * 11 / 10 + 100) AS stem
) AS numbers
WHERE check_digit < 10
