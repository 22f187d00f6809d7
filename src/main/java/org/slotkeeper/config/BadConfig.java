package org.slotkeeper.config;

import java.util.List;

/**
 * The configuration cannot be used; each fault is one sentence that names the key and says what to
 * do.
 */
public final class BadConfig extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What stands for a section in the faults of a part that several sections have. */
    static final String SECTION = "{section}.";

    private final List<String> faults;

    public BadConfig(String fault) {
        this(List.of(fault));
    }

    BadConfig(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** One at least. */
    public List<String> faults() {
        return faults;
    }

    /** @param prefix of the keys of the section in which it is, with a dot at its end */
    BadConfig in(String prefix) {
        return new BadConfig(
                faults.stream().map(fault -> fault.replace(SECTION, prefix)).toList());
    }
}
