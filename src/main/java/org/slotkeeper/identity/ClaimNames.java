package org.slotkeeper.identity;

/**
 * What an issuer calls the claims that say who a token's bearer is. Each is a name at the top of
 * the token, taken letter by letter: a dot or a slash in it leads nowhere.
 *
 * @param nhsNumber of a patient
 * @param practice where the patient is registered
 * @param level how far the patient's identity is proven
 * @param organisation the ODS code of a practice or another organisation
 * @param organisationType of an organisation that is no practice
 * @param scope what an organisation may do
 */
public record ClaimNames(
        String nhsNumber, String practice, String level, String organisation, String organisationType, String scope) {

    /** As NHS login names a patient's, and as most name a scope. */
    public static final ClaimNames USUAL =
            new ClaimNames("nhs_number", "gp_ods_code", "vot", "ods", "org_type", "scope");
}
