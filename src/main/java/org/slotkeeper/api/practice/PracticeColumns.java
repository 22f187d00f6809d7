package org.slotkeeper.api.practice;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slotkeeper.api.practice.CsvLines.Line;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Wording;
import org.slotkeeper.publishing.spi.PracticeListing;

/**
 * Where in a line of a list of practices which fact stands; -1 where the form does not have it.
 *
 * @param count how many fields a line has at least
 */
record PracticeColumns(PracticeListForm form, int count, int code, int name, int postcode, int listSize) {

    /**
     * In {@code epraccur.csv}, counted from 0: status A is active, prescribing setting 4 is a GP
     * practice.
     */
    private static final int EPRACCUR_COLUMNS = 27;

    private static final int EPRACCUR_STATUS = 12;
    private static final int EPRACCUR_SETTING = 25;

    /** In {@code gp-reg-pat-prac-all.csv} rows are by sex and age, and one row has all of both. */
    private static final int SEX = 7;

    private static final int AGE = 8;

    private static final List<String> OURS = List.of("ods_code", "name", "postcode", "sub_icb", "pcn", "list_size");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}");
    private static final int NAME_MAX = 200;
    private static final int POSTCODE_MAX = 10;
    private static final int LIST_SIZE_MAX = 10_000_000;

    /** The columns of the form that has this first line; nothing if no form has it. */
    static Optional<PracticeColumns> of(Line first) {
        List<String> fields = first.fields().stream()
                .map(field -> field.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (fields.equals(OURS)) {
            return Optional.of(new PracticeColumns(PracticeListForm.OURS, OURS.size(), 0, 1, 2, 5));
        }
        // The fourth and fifth names have changed with the reorganisations of the NHS, the others
        // have not.
        boolean isPatients = fields.size() == 10
                && fields.subList(0, 3).equals(List.of("publication", "extract_date", "type"))
                && fields.subList(5, 10).equals(List.of("code", "postcode", "sex", "age", "number_of_patients"));
        if (isPatients) {
            return Optional.of(new PracticeColumns(PracticeListForm.REGISTERED_PATIENTS, 10, 5, -1, 6, 9));
        }
        boolean isEpraccur = fields.size() == EPRACCUR_COLUMNS
                && OdsCode.isValid(first.fields().get(0).strip());
        return isEpraccur
                ? Optional.of(new PracticeColumns(PracticeListForm.EPRACCUR, EPRACCUR_COLUMNS, 0, 1, 9, -1))
                : Optional.empty();
    }

    boolean hasHeader() {
        return form != PracticeListForm.EPRACCUR;
    }

    /** Whether the line is about a whole, active GP practice. */
    boolean isWhole(List<String> fields) {
        return switch (form) {
            case OURS -> true;
            case EPRACCUR ->
                fields.get(EPRACCUR_STATUS).equals("A")
                        && fields.get(EPRACCUR_SETTING).equals("4");
            case REGISTERED_PATIENTS ->
                fields.get(SEX).equals("ALL") && fields.get(AGE).equals("ALL");
        };
    }

    Optional<String> problemOf(List<String> fields) {
        if (!OdsCode.isValid(fields.get(code).strip())) {
            return Optional.of("not an ODS code (3 to 10 capital letters and digits)");
        }
        Optional<String> badName = name < 0 ? Optional.empty() : Wording.LINE.brokenRule(fields.get(name), NAME_MAX);
        if (badName.isPresent()) {
            return Optional.of("a name " + badName.get());
        }
        if (fields.get(postcode).strip().length() > POSTCODE_MAX) {
            return Optional.of("a postcode has at most " + POSTCODE_MAX + " characters");
        }
        if (listSize >= 0
                && (!NUMBER.matcher(fields.get(listSize).strip()).matches()
                        || Integer.parseInt(fields.get(listSize).strip()) > LIST_SIZE_MAX)) {
            return Optional.of("a list size is a whole number up to " + LIST_SIZE_MAX);
        }
        return Optional.empty();
    }

    /** The line as a listing, once it is known to have no problem. */
    PracticeListing listing(List<String> fields) {
        return new PracticeListing(
                new OdsCode(fields.get(code).strip()),
                name < 0 ? Optional.empty() : Optional.of(Wording.LINE.tidy(fields.get(name))),
                Optional.of(fields.get(postcode).strip()),
                listSize < 0
                        ? Optional.empty()
                        : Optional.of(Integer.parseInt(fields.get(listSize).strip())));
    }
}
