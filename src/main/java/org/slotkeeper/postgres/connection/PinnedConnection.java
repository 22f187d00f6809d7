package org.slotkeeper.postgres.connection;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slotkeeper.platform.OwnerThread;
import org.slotkeeper.postgres.connection.StatementFault.Fate;

/**
 * One connection of one event loop, made when first needed and replaced when lost. Statements that
 * share it are answered in the order sent. A connection that does not answer in time is given up,
 * never cancelled: a cancel could strike a commit. Failed futures carry a {@link StatementFault}.
 * All calls come from the event loop it was made on.
 */
public final class PinnedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(PinnedConnection.class);

    private final OwnerThread owner = new OwnerThread();
    private final Vertx vertx;
    private final PostgresPrimary primary;
    private final Map<String, String> planner;
    private final ConnectionSettings settings;
    private final StatementMeters meters;
    private @Nullable Future<Link> current;
    private boolean isResting;
    private boolean isClosed;
    /** Given up, and not closed yet: the server still owes an answer. */
    private final Set<Link> abandoned = new HashSet<>();

    /** @param planner settings of the planner for this connection's statements */
    public PinnedConnection(
            Vertx vertx,
            PostgresPrimary primary,
            ConnectionSettings settings,
            Map<String, String> planner,
            StatementMeters meters) {
        this.vertx = vertx;
        this.primary = primary;
        this.planner = Map.copyOf(planner);
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * A connection as the server sees it, with what it has last warned of.
     *
     * <pre>
     * none ──statement──► connecting ──found──► CURRENT ──closed by the server──► none
     *  ▲                      │                    │ no answer in time, or lost,
     *  └── rest ◄───failed────┘                    │ or its primary was followed by another
     *                                              ▼
     *                           none, and it is ABANDONED ──closed at last──► gone
     * </pre>
     *
     * While it rests, while too many are abandoned and when all is closed, statements fail unsent.
     */
    private static final class Link {
        private final PgConnection connection;
        private final int timeline;
        private boolean isCommitDoubtful;

        Link(FoundPrimary found) {
            this.connection = found.connection();
            this.timeline = found.timeline();
        }

        void hear(PgNotice notice) {
            isCommitDoubtful |= StatementFault.isDoubt(notice);
        }

        boolean takeDoubt() {
            boolean doubt = isCommitDoubtful;
            isCommitDoubtful = false;
            return doubt;
        }
    }

    public Future<RowSet<Row>> run(Sql sql, Tuple parameters) {
        owner.require();
        return meters.of(sql)
                .timed(() -> connected().compose(link -> execute(link, sql, parameters)), StatementFault::isUndone);
    }

    /** Ends the connection after the statements under way. */
    public Future<Void> close() {
        owner.require();
        isClosed = true;
        Future<Link> last = current;
        current = null;
        return last == null
                ? Future.succeededFuture()
                : last.compose(link -> link.connection.close()).otherwiseEmpty();
    }

    private Future<Link> connected() {
        leaveOldHistory();
        if (current != null) {
            return current;
        }
        if (isClosed || isResting || abandoned.size() >= settings.abandonedMax()) {
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "Postgres is out of reach"));
        }
        Future<Link> attempt = primary.connect(vertx, planner, settings.connectTimeout())
                .compose(this::linked)
                .onFailure(this::rest);
        current = attempt.failed() ? null : attempt;
        return attempt;
    }

    /**
     * A standby has been promoted: what still goes to the old primary is in vain, and nobody waits
     * for its answers.
     */
    private void leaveOldHistory() {
        int newest = primary.newestTimeline();
        if (current != null && current.succeeded() && current.result().timeline < newest) {
            Link old = current.result();
            forget(old);
            abandon(old);
        }
        List.copyOf(abandoned).stream()
                .filter(link -> link.timeline < newest)
                .forEach(link -> Sockets.cut(link.connection));
    }

    private void rest(Throwable cause) {
        current = null;
        isResting = true;
        long unusedTimer = vertx.setTimer(settings.restAfterFailure().toMillis(), rested -> isResting = false);
    }

    private Future<Link> linked(FoundPrimary found) {
        if (isClosed) {
            Sockets.cut(found.connection());
            return Future.failedFuture(new StatementFault(Fate.UNSENT, "closed"));
        }
        Link link = new Link(found);
        link.connection.noticeHandler(link::hear);
        link.connection.closeHandler(gone -> forget(link));
        return Future.succeededFuture(link);
    }

    private void forget(Link link) {
        if (current != null && current.succeeded() && current.result() == link) {
            current = null;
        }
    }

    private Future<RowSet<Row>> execute(Link link, Sql sql, Tuple parameters) {
        Promise<RowSet<Row>> outcome = Promise.promise();
        long timer = vertx.setTimer(settings.statementPatience().toMillis(), late -> {
            StatementFault fault = new StatementFault(Fate.LOST, sql.name() + " was not answered in time");
            if (outcome.tryFail(fault)) {
                LOG.atWarn().addKeyValue("statement", sql.name()).log("connection to Postgres given up");
                forget(link);
                abandon(link);
            }
        });
        var unused = link.connection
                .preparedQuery(sql.text())
                .execute(parameters)
                .onComplete(answer -> {
                    boolean unusedFlag = vertx.cancelTimer(timer);
                    settle(link, sql, answer, outcome);
                });
        return outcome.future();
    }

    private void settle(Link link, Sql sql, AsyncResult<RowSet<Row>> answer, Promise<RowSet<Row>> outcome) {
        // A warning and then the end of the connection is a server process that was told to go: its
        // statement is sent again.
        if (link.takeDoubt() && answer.succeeded()) {
            boolean unusedFirst =
                    outcome.tryFail(new StatementFault(Fate.DOUBTFUL, sql.name() + " may not be on the standby"));
        } else if (answer.succeeded()) {
            boolean unusedFirst = outcome.tryComplete(answer.result());
        } else {
            StatementFault fault = StatementFault.ofSent(sql.name(), answer.cause());
            if (fault.fate() == Fate.LOST) {
                LOG.atWarn()
                        .addKeyValue("statement", sql.name())
                        .setCause(fault)
                        .log("connection to Postgres lost");
                forget(link);
                abandon(link);
            }
            boolean unusedFirst = outcome.tryFail(fault);
        }
    }

    /**
     * Closing waits for the server to answer what is under way, which may take for ever: hence the
     * count.
     */
    private void abandon(Link link) {
        if (abandoned.add(link)) {
            link.connection.closeHandler(gone -> abandoned.remove(link));
            var unused = link.connection.close().onComplete(closed -> abandoned.remove(link));
        }
    }
}
