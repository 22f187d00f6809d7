package org.slotkeeper.publishing.spi;

import java.util.Optional;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.Wording;

/** What a list of practices says about one of them; what it does not say stays as it is known. */
public record PracticeListing(
        OdsCode odsCode, Optional<String> name, Optional<String> postcode, Optional<Integer> listSize) {

    private static final int NAME_MAX = 200;
    private static final int POSTCODE_MAX = 10;
    private static final int LIST_SIZE_MAX = 10_000_000;

    public PracticeListing {
        if (name.filter(text -> text.isBlank() || Wording.characters(text) > NAME_MAX)
                .isPresent()) {
            throw new IllegalArgumentException("a practice's name has 1 to " + NAME_MAX + " characters");
        }
        if (postcode.filter(text -> text.length() > POSTCODE_MAX).isPresent()) {
            throw new IllegalArgumentException("a postcode has at most " + POSTCODE_MAX + " characters");
        }
        if (listSize.filter(size -> size < 0 || size > LIST_SIZE_MAX).isPresent()) {
            throw new IllegalArgumentException("a list size is 0 to " + LIST_SIZE_MAX);
        }
    }
}
