package org.slotkeeper.reconcile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.reconcile.spi.DriftKind;
import org.slotkeeper.reconcile.spi.DriftReports;

/** Tells operators of drift: a line in the log for each kind at each practice, and counts. */
final class TellDrift {

    private static final Logger LOG = LoggerFactory.getLogger(TellDrift.class);

    private final DriftReports reports;

    TellDrift(DriftReports reports) {
        this.reports = reports;
    }

    void found(List<Drift> drifts) {
        for (Drift drift : drifts) {
            reports.found(drift.kind(), drift.count());
            LOG.atWarn()
                    .addKeyValue("practice", drift.practice())
                    .addKeyValue("kind", drift.kind())
                    .addKeyValue("count", drift.count())
                    .addKeyValue("examples", drift.examples())
                    .log("drift found");
        }
    }

    /** To be told of after {@link #found}. */
    void ended(Reconciled reconciled) {
        Map<Subject, Drift> remaining = reconciled.remaining().stream()
                .collect(Collectors.toMap(Subject::of, Function.identity(), (one, other) -> one));
        for (Drift drift : reconciled.found()) {
            Drift left = remaining.get(Subject.of(drift));
            int repaired = drift.count() - (left == null ? 0 : Math.min(left.count(), drift.count()));
            if (repaired > 0) {
                reports.repaired(drift.kind(), repaired);
                LOG.atInfo()
                        .addKeyValue("practice", drift.practice())
                        .addKeyValue("kind", drift.kind())
                        .addKeyValue("count", repaired)
                        .log("drift repaired");
            }
        }
    }

    void practiceReconciled() {
        reports.practiceReconciled();
    }

    private record Subject(OdsCode practice, DriftKind kind) {
        static Subject of(Drift drift) {
            return new Subject(drift.practice(), drift.kind());
        }
    }
}
