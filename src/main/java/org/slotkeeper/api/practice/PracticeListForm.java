package org.slotkeeper.api.practice;

/** The lists of practices that can be read. */
enum PracticeListForm {
    /** {@code ods_code,name,postcode,sub_icb,pcn,list_size} with that header. */
    OURS,
    /** {@code epraccur.csv}: no header, 27 columns, no list sizes. */
    EPRACCUR,
    /** {@code gp-reg-pat-prac-all.csv}: patients by practice, with a header and without names. */
    REGISTERED_PATIENTS
}
