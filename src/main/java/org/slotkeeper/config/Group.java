package org.slotkeeper.config;

/** Has no key of its own: its parts have theirs where it stands. */
interface Group {}
