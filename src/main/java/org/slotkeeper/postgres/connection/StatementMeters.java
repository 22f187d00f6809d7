package org.slotkeeper.postgres.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slotkeeper.telemetry.Meters;
import org.slotkeeper.telemetry.StoreMeter;

/**
 * The meters of statements, each made when its statement is first run. The file's path is the name:
 * {@code ledger/book} is {@code ledger_book}.
 */
public final class StatementMeters {

    private final Meters meters;
    private final Map<String, StoreMeter> byStatement = new ConcurrentHashMap<>();

    public StatementMeters(Meters meters) {
        this.meters = meters;
    }

    StoreMeter of(Sql statement) {
        return byStatement.computeIfAbsent(
                statement.name(), name -> meters.storeCall(Meters.Store.POSTGRES, name.replace('/', '_')));
    }
}
