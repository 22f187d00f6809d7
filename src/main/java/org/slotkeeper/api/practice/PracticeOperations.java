package org.slotkeeper.api.practice;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.slotkeeper.api.Engine;
import org.slotkeeper.api.EngineAnswer;
import org.slotkeeper.api.EngineRequest;
import org.slotkeeper.api.Failure;
import org.slotkeeper.api.Operation;
import org.slotkeeper.domain.party.OdsCode;
import org.slotkeeper.domain.schedule.SessionId;
import org.slotkeeper.publishing.ListSessions;
import org.slotkeeper.publishing.PublishOutcome;
import org.slotkeeper.publishing.PublishSession;
import org.slotkeeper.publishing.SetPracticeRules;
import org.slotkeeper.publishing.WithdrawSession;
import org.slotkeeper.publishing.spi.Act;

/**
 * Answers what practices ask for in JSON: to publish, list and withdraw sessions, and to read and
 * set their rules.
 */
public final class PracticeOperations {

    private final PublishSession publishSession;
    private final WithdrawSession withdrawSession;
    private final ListSessions listSessions;
    private final SetPracticeRules setPracticeRules;
    private final Failure.Writer failures;
    private final InstantSource clock;

    public PracticeOperations(
            PublishSession publishSession,
            WithdrawSession withdrawSession,
            ListSessions listSessions,
            SetPracticeRules setPracticeRules,
            Failure.Writer failures,
            InstantSource clock) {
        this.publishSession = publishSession;
        this.withdrawSession = withdrawSession;
        this.listSessions = listSessions;
        this.setPracticeRules = setPracticeRules;
        this.failures = failures;
        this.clock = clock;
    }

    public Map<Operation, Engine> handlers() {
        return Map.of(
                PracticeApi.SESSION_PUBLISH, this::publish,
                PracticeApi.SESSION_WITHDRAW, this::withdraw,
                PracticeApi.SESSION_LIST, this::list,
                PracticeApi.PRACTICE_READ, this::read,
                PracticeApi.PRACTICE_RULES, this::setRules);
    }

    private Future<EngineAnswer> publish(EngineRequest request) {
        return withPractice(
                request,
                practice -> answer(
                        write(request).then(plain -> sessionId(request)).then(id -> body(request)
                                .then(fields -> SessionJson.read(id, fields))),
                        draft -> publishSession.publish(act(request), practice, draft, AnswerJson::published),
                        AnswerJson::published));
    }

    private Future<EngineAnswer> withdraw(EngineRequest request) {
        return withPractice(
                request,
                practice -> answer(
                        write(request).then(plain -> sessionId(request)).then(id -> whatOfTheBooked(request)
                                .then(kept -> new Parsed.Good<>(id))),
                        session -> withdrawSession.withdraw(act(request), practice, session, AnswerJson::withdrawn),
                        AnswerJson::withdrawn));
    }

    private Future<EngineAnswer> list(EngineRequest request) {
        return withPractice(
                request,
                practice -> answer(
                        Query.days(request),
                        days -> listSessions.list(act(request), practice, days.from(), days.to()),
                        listed -> AnswerJson.listed(practice, listed)));
    }

    private Future<EngineAnswer> read(EngineRequest request) {
        return withPractice(
                request,
                practice -> answer(
                        Query.parameters(request),
                        none -> setPracticeRules.read(act(request), practice),
                        AnswerJson::details));
    }

    private Future<EngineAnswer> setRules(EngineRequest request) {
        return withPractice(
                request,
                practice -> answer(
                        write(request).then(plain -> body(request)).then(RulesJson::read),
                        rules -> setPracticeRules.set(act(request), practice, rules, AnswerJson::details),
                        AnswerJson::details));
    }

    private Future<EngineAnswer> withPractice(EngineRequest request, Function<OdsCode, Future<EngineAnswer>> next) {
        String code = request.values().get(0);
        return OdsCode.isValid(code)
                ? next.apply(new OdsCode(code))
                : failed(Failures.badParameter("ods", "must be an ODS code"));
    }

    private <A, T> Future<EngineAnswer> answer(
            Parsed<A> asked, Function<A, Future<PublishOutcome<T>>> use, Function<T, String> write) {
        return asked.match(
                good -> use.apply(good)
                        .map(outcome -> outcome.match(
                                done -> json(write.apply(done)),
                                refusal -> failures.write(Failures.of(refusal)),
                                PracticeOperations::json)),
                this::failed);
    }

    private Parsed<SessionId> sessionId(EngineRequest request) {
        String id = request.values().get(1);
        return SessionId.isValid(id)
                ? new Parsed.Good<>(new SessionId(id))
                : new Parsed.Bad<>(Failures.badParameter("id", "must be 1 to 64 letters, digits, dots and dashes"));
    }

    private static Parsed<JsonFields> body(EngineRequest request) {
        String type = request.header("content-type").orElse("application/json");
        String bare = type.split(";", 2)[0].strip();
        return bare.equalsIgnoreCase("application/json")
                ? JsonFields.read(request.body())
                : new Parsed.Bad<>(Failures.unsupportedMediaType());
    }

    /**
     * Booked patients keep their appointments: the one thing that can be asked for so far, and what
     * nobody has to ask for.
     */
    private static Parsed<Boolean> whatOfTheBooked(EngineRequest request) {
        if (request.body().length() == 0) {
            return new Parsed.Good<>(true);
        }
        return body(request).then(fields -> {
            String booked = fields.text("booked");
            if (fields.failure().isPresent()) {
                return new Parsed.Bad<>(fields.failure().get());
            }
            return booked.equals("keep")
                    ? new Parsed.Good<>(true)
                    : new Parsed.Bad<>(Failures.notSupported(
                            "booked",
                            "only \"keep\" is supported: booked appointments stay, and are named in the answer"));
        });
    }

    /**
     * A write that was to be tried only, or to depend on something that is never asked here, would
     * be done all the same: it is refused.
     */
    private static Parsed<Map<String, String>> write(EngineRequest request) {
        for (String condition : List.of("If-Match", "If-None-Match")) {
            if (request.header(condition.toLowerCase(Locale.ROOT)).isPresent()) {
                return new Parsed.Bad<>(Failures.notSupported(
                        condition, "no write of a practice is made to depend on this: what is published last counts"));
            }
        }
        return Query.parameters(request);
    }

    private Act act(EngineRequest request) {
        return new Act(request.requireCaller(), request.requestId(), clock.instant(), request.deadline());
    }

    private Future<EngineAnswer> failed(Failure failure) {
        return Future.succeededFuture(failures.write(failure));
    }

    private static EngineAnswer json(String text) {
        return new EngineAnswer(200, Map.of("Content-Type", EngineAnswer.JSON), Buffer.buffer(text), "");
    }
}
