package org.slotkeeper.api.practice;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.SortedMap;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.platform.JsonText;
import org.slotkeeper.statistics.ReadStatistics;
import org.slotkeeper.statistics.StatisticsOutcome;
import org.slotkeeper.statistics.spi.CountedHour;
import org.slotkeeper.statistics.spi.Tally;

/** Answers what practices ask of their statistics, in JSON. */
public final class StatisticsOperations {

    private static final int ANSWER_BYTES = 8_000;

    private final ReadStatistics statistics;
    private final Failure.Writer failures;

    public StatisticsOperations(ReadStatistics statistics, Failure.Writer failures) {
        this.statistics = statistics;
        this.failures = failures;
    }

    public Map<Operation, Engine> handlers() {
        return Map.of(PracticeApi.STATISTICS_READ, this::read);
    }

    private Future<EngineAnswer> read(EngineRequest request) {
        String code = request.values().get(0);
        if (!OdsCode.isValid(code)) {
            return failed(Failures.badParameter("ods", "must be an ODS code"));
        }
        OdsCode practice = new OdsCode(code);
        return Query.days(request).match(days -> read(request, practice, days), this::failed);
    }

    private Future<EngineAnswer> read(EngineRequest request, OdsCode practice, Query.Days days) {
        return statistics
                .read(request.requireCaller(), practice, days.from(), days.to())
                .map(outcome -> outcome.match(new StatisticsOutcome.Cases<>() {
                    @Override
                    public EngineAnswer counted(SortedMap<CountedHour, Tally> hours) {
                        return json(write(practice, days, hours));
                    }

                    @Override
                    public EngineAnswer forbidden() {
                        return failures.write(Failures.forbidden());
                    }

                    @Override
                    public EngineAnswer notAPeriod(int daysMax) {
                        return failures.write(Failures.notAPeriod(daysMax));
                    }

                    @Override
                    public EngineAnswer practiceUnknown() {
                        return failures.write(Failures.practiceUnknown());
                    }
                }));
    }

    private static String write(OdsCode practice, Query.Days days, SortedMap<CountedHour, Tally> counted) {
        JsonText text = new JsonText(ANSWER_BYTES)
                .open()
                .field("practice", practice.value())
                .field("from", days.from().toString())
                .field("to", days.to().toString())
                .array("hours");
        counted.forEach((hour, tally) -> text.open()
                .field("date", hour.day().toString())
                .field("channel", hour.channel().word())
                .field("hour", hour.hour())
                .field("booked", tally.booked())
                .field("cancelled", tally.cancelled())
                .field("moved", tally.moved())
                .close());
        return text.closeArray().close().whole();
    }

    private Future<EngineAnswer> failed(Failure failure) {
        return Future.succeededFuture(failures.write(failure));
    }

    private static EngineAnswer json(String text) {
        return new EngineAnswer(200, Map.of("Content-Type", EngineAnswer.JSON), Buffer.buffer(text), "");
    }
}
