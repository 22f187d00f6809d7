-- Part of other statements: the columns of an appointment a, as it is read.
       a.practice, a.origin_day, a.key, a.origin_ordinal, a.version, a.state, a.patient, a.day, a.ordinals, a.starts_at, a.ends_at, a.description, a.comment, a.cancel_reason, a.booked_by, a.booked_at, a.updated_at
