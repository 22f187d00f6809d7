package org.slotkeeper.config;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is wrong with a part of the configuration: all of it, so that nobody mends one fault to hear
 * of the next.
 */
public final class Faults {

    private final List<String> found = new ArrayList<>();

    @CanIgnoreReturnValue
    public Faults unless(boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
        return this;
    }

    @CanIgnoreReturnValue
    public Faults and(Optional<String> fault) {
        fault.ifPresent(found::add);
        return this;
    }

    /** Goes on after what has faults of its own, or is made of values that cannot be. */
    public void of(Supplier<?> part) {
        try {
            Object unused = part.get();
        } catch (BadConfig unusable) {
            found.addAll(unusable.faults());
        } catch (IllegalArgumentException unusable) {
            found.add(String.valueOf(unusable.getMessage()));
        }
    }

    /** @throws BadConfig if there are any */
    public void tell() {
        if (!found.isEmpty()) {
            throw new BadConfig(found);
        }
    }
}
