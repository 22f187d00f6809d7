package org.slotkeeper.reconcile;

import java.util.List;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.DriftKind;

/**
 * One kind of drift at one practice.
 *
 * @param count how many seats, or whatever else is counted of this kind
 * @param examples where to look, a few of them
 */
public record Drift(OdsCode practice, DriftKind kind, int count, List<String> examples) {

    static final int EXAMPLES_MAX = 3;

    public Drift {
        examples = examples.stream().limit(EXAMPLES_MAX).toList();
    }
}
