-- A practice's write that is sent again is answered as the first time; sent with other content under the same id, it is refused.

CREATE TABLE practice_request (
    practice      text COLLATE "C" NOT NULL,
    caller        text COLLATE "C" NOT NULL,
    operation     text COLLATE "C" NOT NULL,
    request_id    uuid NOT NULL,
    fingerprint   bigint NOT NULL,
    answer        text NOT NULL,
    requested_at  timestamptz NOT NULL,
    PRIMARY KEY (practice, caller, operation, request_id)
);
COMMENT ON TABLE practice_request IS 'Writes of practices with what they were answered, kept in the statement of their effect. Those of a practice that are older than a day go with its next one.';
