package org.slotkeeper.mutation;

import java.util.List;

/** The rules and checks that are written in Java, each with what a mutant has in its place and the tests that must notice. */
enum RuleGuard {
    A_SLOT_IS_FOR_ITS_AUDIENCE(
            "domain.appointment.BookingRulesTest#aPatientOfAnotherPracticeDoesNotSeeWhatIsForRegisteredPatients",
            in(
                    "domain.appointment.BookingRules",
                    "if (!gained.stream().allMatch(slot -> slot.audience().admits(caller, practice.odsCode()))) {",
                    "if (false) {")),
    SLOTS_FOLLOW_EACH_OTHER(
            "domain.appointment.BookingRulesTest#slotsThatDoNotFollowEachOtherAreNotAdjacent",
            in("domain.appointment.BookingRules", "if (!follows", "if (false")),
    SLOTS_ARE_IN_ONE_SCHEDULE(
            "domain.appointment.BookingRulesTest#slotsThatFollowEachOtherInTimeAreAdjacentInOneScheduleChannelAndKindOnly",
            in("domain.appointment.BookingRules", "|| !sameBook", "")),
    SLOTS_ARE_OF_ONE_CHANNEL(
            "domain.appointment.BookingRulesTest#slotsThatFollowEachOtherInTimeAreAdjacentInOneScheduleChannelAndKindOnly",
            in("domain.appointment.BookingRules", "|| before.care().channel() != after.care().channel()", "")),
    SLOTS_ARE_OF_ONE_KIND(
            "domain.appointment.BookingRulesTest#slotsThatFollowEachOtherInTimeAreAdjacentInOneScheduleChannelAndKindOnly",
            in(
                    "domain.appointment.BookingRules",
                    "|| !before.care().serviceType().equals(after.care().serviceType())",
                    "")),
    A_CLOSED_PRACTICE_IS_CLOSED(
            "domain.appointment.BookingRulesTest#whenOnlineBookingIsOffThatIsTheReasonWhateverElseHolds",
            "booking.BookingOfficeTest#whenThePracticeHasClosedOnlineBookingThatIsSaid",
            in(
                    "domain.appointment.BookingRules",
                    "if (!practice.rules().onlineBooking() && !isOwnStaff) {",
                    "if (false) {")),
    WHAT_HAS_BEGUN_IS_NOT_BOOKED(
            "domain.appointment.BookingRulesTest#aSlotCanBeBookedUntilTheInstantBeforeItStarts",
            "booking.RulesAtCommitTest#aHoldWhoseSlotHasBegunIsRefusedForGood",
            in(
                    "domain.appointment.BookingRules",
                    "return now.isBefore(time.start()) ? Optional.empty() : plain(Reason.IN_THE_PAST);",
                    "return Optional.empty();")),
    AN_EMBARGO_LASTS_UNTIL_ITS_INSTANT(
            "domain.appointment.BookingRulesTest#aSlotIsEmbargoedUntilTheInstantBeforeItsRelease",
            "booking.BookingOfficeTest#anEmbargoedSlotIsRefusedWithTheInstantAndThatAnswerStands",
            in("domain.appointment.BookingRules", "if (now.isBefore(releasedAt)) {", "if (false) {")),
    THE_BOOKING_WINDOW_IS_KEPT(
            "domain.appointment.BookingRulesTest#outsideTheBookingWindowItIsSaidWhenItIsOpen",
            in("domain.appointment.BookingRules", "if (!window.isOpenAt(now, start)) {", "if (false) {")),
    THE_NOTICE_OF_A_CANCELLATION_IS_KEPT(
            "booking.BookingOfficeTest#itIsTooLateToCancelWithinTheNoticeOfThePracticeAndAfterTheStart",
            in("domain.appointment.BookingRules", "return plain(Reason.TOO_LATE);", "return Optional.empty();")),
    A_PATIENT_BOOKS_FOR_THEMSELVES(
            "booking.BookingOfficeTest#aPatientCannotBookForAnother",
            in("booking.Permission", "self -> self.nhsNumber().equals(patient),", "self -> true,")),
    A_HOLD_IS_ITS_PATIENTS(
            "booking.OwnHoldTest#whoMayNotKnowOfAHoldIsNotToldThatItEndsAtAnotherTime",
            in(
                    "booking.Permission",
                    "boolean isPatients = held.patient().equals(inventory.markOf(patient));",
                    "boolean isPatients = true;")),
    A_HOLD_IS_OF_WHO_PLACED_IT(
            "booking.OwnHoldTest#anotherOrganisationNeitherConfirmsNorWithdrawsAHold",
            "booking.OwnHoldTest#aHoldIsInTheListOfAllWhoMayKnowOfIt",
            in(
                    "booking.Permission",
                    "return isPatients && (isPlacers || !caller.isBoundToWhatItPlaced());",
                    "return isPatients;")),
    RULES_ARE_ASKED_WHERE_THEY_TAKE_EFFECT(
            "booking.RulesAtCommitTest#aHoldWhoseSlotHasBegunIsRefusedForGood",
            "booking.RulesAtCommitTest#aSlotThatBeginsBetweenClaimAndCommitIsNotBookedAndNotWithheld",
            in("booking.RecordAppointment", "if (refusal.isPresent()) {", "if (false) {")),
    A_HOLD_IS_A_PROMISE(
            "booking.RulesAtCommitTest#aHoldIsAPromiseThatOutlivesTheClosingOfOnlineBooking",
            in(
                    "booking.ConfirmHold",
                    "wanted -> recording.recordKept(wanted, placer),",
                    "kept -> recording.record(kept, wish.book().practice(), SlotsOfSeats.in(wish.book(), kept.allocation().day(), kept.ordinals())),")),
    WHICHEVER_VERSION_IS_NEVER_STALE(
            "booking.WhicheverVersionTest#aMoveThatIsOvertakenIsMadeOfWhatThereIsByThen",
            "booking.WhicheverVersionTest#aCancellationThatIsOvertakenIsMadeOfWhatThereIsByThen",
            in("booking.LookAgain", "return isForAny &&", "return false &&")),
    NOTHING_IS_LOOKED_AT_AFTER_ITS_DEADLINE(
            "booking.WhicheverVersionTest#whatIsOvertakenUntilItsDeadlineIsTooEarlyAndIsMadeWhenItIsAskedForAgain",
            in(
                    "booking.LookAgain",
                    "if (!clock.instant().isBefore(wanted.command().from().deadline())) {",
                    "if (false) {")),
    A_TRY_THAT_IS_TOLD_OF_A_BOOKING_HAS_NOT_MADE_IT(
            "booking.BookingOfficeTest#aTryThatIsToldOfABookingThatWasCancelledKeepsNoSeat",
            in(
                    "booking.RecordAppointment",
                    "replayed -> Future.succeededFuture(Outcome.done(replayed.appointment()))",
                    "replayed -> {\n"
                            + "                    desk.recorded(wanted.id(), wanted.now());\n"
                            + "                    return Future.succeededFuture(Outcome.done(replayed.appointment()));\n"
                            + "                }")),
    WHAT_AN_OLDER_BOOK_REFUSES_IS_ASKED_OF_THE_LEDGER(
            "booking.OwnHoldTest#aConfirmThatHasBookedIsNotRefusedByABookThatIsOlder",
            "booking.OwnHoldTest#whatABookThatIsOlderRefusesIsRefusedForGood",
            in("booking.ConfirmHold", "return wish.isInBook() ? refused(refusal)", "return true ? refused(refusal)")),
    A_HOLD_IS_CONFIRMED_AS_IT_IS(
            "booking.OwnHoldTest#aTimeThatIsNotTheHoldsIsRefusedByItsElementAndTheHoldStands",
            in("booking.ConfirmHold", "if (other.isPresent()) {", "if (false) {")),
    THE_END_OF_A_HOLD_IS_LOOKED_AT_BEFORE_IT_IS_CONFIRMED(
            "booking.OwnHoldTest#aTimeThatIsNotTheHoldsIsRefusedByItsElementAndTheHoldStands",
            in("booking.ConfirmHold", "end -> end.isPresent()", "end -> false")),
    A_HOLD_IS_READ_BY_A_BOOK_THAT_HAS_IT(
            "booking.OwnHoldTest#aHoldOfSlotsThatWerePublishedSinceIsConfirmed",
            in("booking.ConfirmHold", "if (wish.isInBook()) {", "if (true) {")),
    A_HOLD_IS_SHOWN_BY_A_BOOK_THAT_HAS_IT(
            "booking.OwnHoldTest#aHoldOfSlotsThatWerePublishedSinceIsSeenAndGivenUp",
            in("booking.SlotsOfSeats", "return hasAll", "return true")),
    WHAT_CANNOT_BE_ASKED_IS_NOT_SAID_TO_BE_WRONG(
            "booking.OwnHoldTest#whereNeitherBookNorInventoryCanBeAskedAConfirmIsNotRefused",
            in(
                    "booking.ConfirmHold",
                    ".compose(this::confirm, away -> withoutInventory(away, wish));",
                    ".otherwise(wish).compose(this::confirm);")),
    A_HOLD_THAT_CANNOT_BE_READ_IS_A_HOLD_AGAIN(
            "booking.OwnHoldTest#aHoldWhoseSlotsCannotBeReadIsStillAHold",
            in("booking.ConfirmHold", "unread -> holdAgain(unread, wish, placer));", "Future::failedFuture);")),
    WITHOUT_REDIS_THE_LEDGER_TELLS_AN_APPOINTMENT_FROM_A_HOLD(
            "booking.WithoutInventoryTest#whatIsAnAppointmentByNowIsSeenToBeNoHold",
            in("booking.ConfirmHold", ".compose(seen -> seen.isPresent()", ".compose(seen -> false")),
    A_CONFIRM_IN_FLIGHT_IS_ASKED_OF_THE_LEDGER(
            "booking.BookingOfficeTest#aConfirmIsAnsweredAlikeHoweverLateTheInventoryHearsOfIt",
            in("booking.ConfirmHold", "return metOr(wish, ConfirmHold::tooEarly);", "return tooEarly();")),
    A_WITHDRAWAL_THAT_COMES_AFTER_THE_CONFIRM_SAYS_SO(
            "booking.BookingOfficeTest#aWithdrawalThatComesAfterTheConfirmSaysSo",
            in("booking.CancelAppointment", "CancelAppointment::tooEarly);", "() -> withdrawn(hold, command));")),
    A_WITHDRAWAL_IS_ANSWERED_AGAIN_TO_WHOEVER_MAY_BOOK(
            "booking.BookingOfficeTest#aWithdrawalIsAnsweredAgainToWhoeverMayStillBook",
            in("booking.CancelAppointment", ": refusalToBook(command, patient)", ": Optional.<Refusal>empty()")),
    EACH_ROUND_OF_SETTLING_LISTS_THE_PRACTICES(
            "reconcile.SettleInRoundsTest#aPracticeThatIsNewIsInTheNextRound",
            in("reconcile.SettleInRounds", "step == 0 ?", "step < 0 ?")),
    A_DIFFERENCE_IS_LOOKED_AT_THREE_TIMES(
            "reconcile.FindDriftTest#whatMeetsTwoLooksByChanceIsNone",
            in("reconcile.FindDrift", "LOOKS = 3;", "LOOKS = 2;")),
    WHAT_WAS_FILLED_MEANWHILE_IS_NO_DRIFT(
            "reconcile.FindDriftTest#whatWasFilledMeanwhileIsNone",
            in("reconcile.FindDrift", "if (!first.isOfOnePiece(later)) {", "if (false) {")),
    A_PRACTICES_CHANGES_STAND_IN_LINE(
            "publishing.LateChangeTest#whatWaitsUntilItsDeadlineIsNotDone",
            in(
                    "publishing.BookEditor",
                    "return line.turns().take(practice, change).orElseGet(BookEditor::busy);",
                    "return change.get();")),
    THE_INVENTORY_KNOWS_WHAT_IS_RETIRED_BEFORE_THE_LEDGER_HAS_IT(
            "publishing.RetiredSlotsTest#theInventoryIsToldWhatIsRetiredBeforeTheLedgerHasIt",
            in("publishing.BookEditor", "return leaving.isEmpty()", "return true")),
    A_SILENT_LEDGER_HAS_THE_INVENTORY_LOOKED_AFTER(
            "publishing.RetiredSlotsTest#whereTheLedgerIsSilentTheInventoryIsToBeLookedAfter",
            in("publishing.BookEditor", ".onFailure(silent -> desk.isBehind(asked.practice()))", "")),
    WHOEVER_HAS_A_SLOT_BY_THEN_IS_NAMED(
            "publishing.RetiredSlotsTest#whoeverGetsASlotJustBeforeItIsRetiredIsNamed",
            in("publishing.KeptSlot", "isPending() || !one.appointments.isEmpty()", "isPending()")),
    WHAT_TAKES_NOTHING_BACK_NEEDS_NO_INVENTORY(
            "publishing.RetiredSlotsTest#withoutTheInventoryASlotIsTakenBackIntoItsSession",
            in("publishing.spi.LayoutChange", "if (places > 0) {", "if (true) {")),
    WHOEVER_PLACED_A_HOLD_HAS_IT_AGAIN(
            "booking.OwnHoldTest#whoPlacedAHoldConfirmsItAfterAnothersConfirmCameToNothing",
            in(
                    "booking.RecordAppointment",
                    ".holdAgain(wanted.id(), placer, wanted.now())",
                    ".holdAgain(wanted.id(), inventory.markOf(callerOf(wanted)), wanted.now())")),
    WHAT_LOOPS_SHARE_GOES_ON_ON_EACH_ONES_OWN(
            "platform.OnAskerTest#eachGoesOnOnItsOwnLoopWhoeverCompletesWhatTheyShare",
            "platform.OnAskerTest#aFailureIsHeardOnTheOwnLoopToo",
            in("platform.OnAsker", "asker.runOnContext(here -> own.handle(ended))", "own.handle(ended)")),
    WHAT_BELONGS_TO_A_LOOP_IS_ITS_OWN(
            "postgres.ledger.MicroBatchTest#aCallFromAnotherThreadIsRefused",
            in("platform.OwnerThread", "if (known != null || !isFirst(here)) {", "if (false) {")),
    A_REQUEST_AT_WORK_IS_ITS_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in(
                    "gateway.door.InFlight",
                    "boolean admit(Timed request) {\n        owner.require();",
                    "boolean admit(Timed request) {")),
    AN_EXCHANGE_IS_ITS_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in(
                    "gateway.door.Exchange",
                    "private void send(EngineAnswer answer, boolean close) {\n        owner.require();",
                    "private void send(EngineAnswer answer, boolean close) {")),
    A_CONNECTION_TO_REDIS_IS_ITS_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in("redis.connection.RedisLane", "void close() {\n        owner.require();", "void close() {")),
    A_CONNECTION_TO_POSTGRES_IS_ITS_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in(
                    "postgres.connection.PinnedConnection",
                    "public Future<Void> close() {\n        owner.require();",
                    "public Future<Void> close() {")),
    THE_MAP_OF_A_CLUSTER_IS_ONE_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in(
                    "redis.connection.ClusterMap",
                    "private void learn(List<Range> ranges) {\n        owner.require();",
                    "private void learn(List<Range> ranges) {")),
    A_ROUND_IS_ONE_LOOPS_OWN(
            "architecture.OwnedObjectsTest#everyMethodOfItsOwner",
            in("reconcile.PracticeSweep", "void done() {\n        owner.require();", "void done() {")),
    AN_ENGINE_IS_CLOSED_ON_ITS_LOOP(
            "system.FlowTest#aSlotIsHeldConfirmedReadAmendedMovedAndGivenBack",
            in("assembly.EnginePerLoop", "placed.home().insist(placed.engine()::close)", "placed.engine().close()")),
    A_BATCH_LEAVES_OUT_WHAT_IS_OVERDUE(
            "postgres.ledger.MicroBatchTest#aCallPastItsDeadlineIsNotSent",
            in(
                    "postgres.ledger.MicroBatch",
                    "if (entry.isOverdue(now)) {\n                overdue.add(entry);\n                at.remove();\n                meter.left(entry.joinedAt());\n            } else if",
                    "if (false) {\n                overdue.add(entry);\n                at.remove();\n                meter.left(entry.joinedAt());\n            } else if")),
    A_BATCH_HAS_NO_CALLS_THAT_CONFLICT(
            "postgres.ledger.MicroBatchTest#callsThatConflictAreNeverInOneBatchAndKeepTheirOrder",
            in("postgres.ledger.MicroBatch", "Collections.disjoint(taken, entry.conflicts())", "true")),
    SO_MANY_CALLS_WAIT_AND_NO_MORE(
            "postgres.ledger.MicroBatchTest#aCallBeyondTheQueueFailsAtOnce",
            in("postgres.ledger.MicroBatch", "if (waiting.size() >= limits.queueMax()) {", "if (false) {")),
    WHOEVER_THROWS_HARMS_NOBODY_ELSE(
            "postgres.ledger.MicroBatchTest#whoeverThrowsOnHearingAnAnswerHarmsNobodyElse",
            in(
                    "postgres.ledger.MicroBatch",
                    "LOG.atError().setCause(cause).log(\"whoever heard an answer of the ledger threw\");",
                    "throw cause;")),
    AN_ERROR_HOLDS_NOBODY_UP(
            "postgres.ledger.MicroBatchTest#anErrorOnWritingDownFailsItsCallAndNotTheNext",
            in(
                    "postgres.ledger.MicroBatch",
                    "} catch (RuntimeException | Error cause) {\n            // Whatever",
                    "} catch (RuntimeException cause) {\n            // Whatever")),
    NOBODY_WAITS_BEYOND_A_DEADLINE_FOR_THE_STATEMENT_UNDER_WAY(
            "postgres.ledger.MicroBatchTest#aCallIsGivenUpAtItsDeadlineThoughTheStatementUnderWayDoesNotEnd",
            in("postgres.ledger.MicroBatch", "            oldest.await(deadline);", "")),
    NOR_DOES_WHAT_IS_TO_BE_RUN_AGAIN(
            "postgres.ledger.MicroBatchTest#aCallThatIsToBeRunAgainIsGivenUpAtItsDeadlineToo",
            in("postgres.ledger.MicroBatch", "        giveUpDue(now);\n", "")),
    EACH_DEADLINE_HAS_ITS_TURN(
            "postgres.ledger.MicroBatchTest#aCallIsGivenUpAtItsDeadlineThoughTheStatementUnderWayDoesNotEnd",
            in("postgres.ledger.MicroBatch", "} else {\n                oldest.await(entry.deadline());", "} else {")),
    A_DOUBTFUL_COMMIT_IS_NOT_SAID_TO_HAVE_FAILED(
            "postgres.ledger.MicroBatchTest#aBatchWhoseCommitIsDoubtfulIsUnknown",
            in("postgres.ledger.MicroBatch", "fate == Fate.DOUBTFUL || batch.maySent()", "batch.maySent()")),
    WHAT_MAY_HAVE_HAPPENED_STAYS_UNKNOWN(
            "postgres.ledger.MicroBatchTest#whatMayHaveHappenedIsUnknownWhateverFailsLater",
            in("postgres.ledger.MicroBatch", "fate == Fate.DOUBTFUL || batch.maySent()", "fate == Fate.DOUBTFUL")),
    A_TOKEN_IS_SIGNED_BY_ITS_ISSUER(
            "identity.TokenVerifierTest#anOddTokenIsBad",
            in(
                    "identity.TokenVerifier",
                    "if (!token.algorithm().verifies(key.key(), token.signed(), token.signature())) {",
                    "if (false) {")),
    A_TOKEN_IS_OF_AN_ALGORITHM_THAT_ITS_ISSUER_USES(
            "identity.TokenVerifierTest#anAlgorithmThatTheIssuerDoesNotUseIsBad",
            in(
                    "identity.TokenVerifier",
                    "parsed.isEmpty() || !settings.algorithms().contains(parsed.get().algorithm())",
                    "parsed.isEmpty()")),
    A_TOKEN_IS_FOR_US(
            "identity.TokenVerifierTest#anOddTokenIsBad",
            in("identity.ClaimRules", "if (!isForUs(claims.getOrDefault(\"aud\", \"\"))) {", "if (false) {")),
    A_TOKEN_IS_OF_THE_ISSUER_THAT_IS_SET(
            "identity.TokenVerifierTest#anOddTokenIsBad",
            in("identity.ClaimRules", "settings.issuer().equals(claims.get(\"iss\"))", "true")),
    A_KEY_IS_UNKNOWN_ONLY_WHEN_THE_ISSUER_HAS_SAID_SO(
            "identity.JwksLookTest#nobodyWhoListensSaysNothingOfAnyKeyEither",
            in("identity.Jwks", "if (!succeeded) {", "if (false) {")),
    A_KEY_IS_LOOKED_FOR_BY_A_FETCH_THAT_BEGAN_AFTERWARDS(
            "identity.JwksLookTest#lookersOnAllLoopsShareOneLookAndPayForItOnce",
            in("identity.Jwks", "number > begunBefore ? found(id, succeeded)", "true ? found(id, succeeded)")),
    A_RETRY_HEARS_OF_ITS_HOLD_BY_AN_OLDER_BOOK_TOO(
            "booking.OwnHoldTest#aHoldIsToldAgainByABookThatIsOlder",
            in("booking.ClaimSlots", "if (!wish.isAllIn(slots)) {", "if (false) {")),
    A_RETRY_HEARS_OF_ITS_REFUSAL_BY_AN_OLDER_BOOK_TOO(
            "booking.OwnHoldTest#aTakenSlotIsTakenAgainByABookThatIsOlder",
            in("booking.ClaimSlots", "if (!wish.isAllIn(slots) && denied.isTaken()) {", "if (false) {")),
    A_BOOKING_ON_ITS_WAY_IS_NO_HOLD(
            "booking.OwnHoldTest#anotherOrganisationDoesNotHearOfABookingThatHasJustBeenMade",
            in("booking.ConfirmHold", "held -> !held.isConfirmInFlight()", "held -> true")),
    A_HOLD_SAYS_NOTHING_THAT_WOULD_BE_LOST(
            "api.fhir.MalformedTest#whatAHoldSaysOfItselfIsRefusedWhereItWouldBeLost",
            in("api.fhir.HoldReader", "AppointmentElements.refuseLostMetaAndLanguage(parameters);", "")),
    A_CHANGE_IS_PLANNED_FOR_ITS_WEEKS(
            "postgres.ledger.WeeksLeftOutTest#aCancellationOpensItsWeek",
            in("postgres.connection.Sql", "text.replace(FIRST_DAY,", "text.replace(\"\\n\\n\",")),
    A_CHANGE_LOOKS_WHERE_THE_SEATS_ARE(
            "postgres.ledger.WeeksLeftOutTest#whatWasMovedIsCancelledWhereItIs",
            in(
                    "postgres.ledger.Writes",
                    "idOf(change).origin().day(), change.seen().allocation().day()",
                    "idOf(change).origin().day()")),
    NO_CALL_FAILS_FOR_WANT_OF_A_METER(
            "telemetry.MetersTest#whatThereIsNoRoomForIsMeasuredTogether",
            in("telemetry.Meters", "String measuredAs = hasRoom ? name : OTHERS;", "String measuredAs = name;")),
    A_REFUSAL_IS_NOT_KEPT_AS_LONG_AS_A_CLAIM(
            "redis.inventory.MarkerTest#aLostRaceIsShortAndKeptForAShortWhile",
            "redis.inventory.MarkerTest#soIsARefusalByTheRules",
            in(
                    "redis.inventory.RedisSlotInventory",
                    "Texts.append(text, settings.refusalMemory()",
                    "Texts.append(text, settings.requestMemory()")),
    NOR_IS_THAT_OF_A_CONFIRM(
            "redis.inventory.MarkerTest#soIsTheRefusalOfAConfirm",
            in(
                    "redis.inventory.RedisSlotInventory",
                    ".with(settings.refusalMemory().toMillis())",
                    ".with(settings.requestMemory().toMillis())")),
    A_DAY_IS_GIVEN_BACK_IN_PIECES(
            "redis.inventory.InventoryRefillTest#aDayOfThousandsOfSeatsIsBlockedAndUnblockedInPieces",
            in(
                    "redis.inventory.RedisSeatInventory",
                    "for (BitSet some : inChunks(seats)) {\n            ScriptCall call",
                    "for (BitSet some : List.of(seats)) {\n            ScriptCall call")),
    A_SEARCH_BELIEVES_THIS_LIFE_ONLY(
            "redis.inventory.RedisSlotInventoryTest#aResurrectedHoldWhoseSeatWasBookedMeanwhileIsGoneAltogether",
            in("redis.inventory.FreeBits", "&& header.get(0).toString().equals(life)", "")),
    A_SEARCH_SEES_WHAT_HOLDS_HAVE_GIVEN_BACK(
            "redis.inventory.RedisSlotInventoryTest#whatAHoldGivesBackAtItsEndIsFoundFromThatInstant",
            in("redis.inventory.FreeBits", "&& !isHoldOver(header.get(2).toString(), now)", "")),
    A_SEARCH_SEES_NO_EARLIER_BOOK(
            "redis.inventory.InventoryRefillTest#aGapInTheVersionsOfTheBookIsFilledFromTheLedger",
            in("redis.inventory.FreeBits", "&& layoutOf(header) >= 0", "")),
    A_TOKEN_ENDS(
            "identity.TokenVerifierTest#aTokenIsGoodUntilHalfAMinuteAfterItsEndAndRememberedNoLonger",
            in(
                    "identity.ClaimRules",
                    "return now < expires.getAsLong() + leeway ? Optional.empty() : Optional.of(TokenCheck.EXPIRED);",
                    "return Optional.empty();")),
    A_REMEMBERED_TOKEN_ENDS_TOO(
            "identity.TokenVerifierTest#aTokenIsGoodUntilHalfAMinuteAfterItsEndAndRememberedNoLonger",
            in("identity.TokenVerifier", "&& clock.millis() / 1000 < remembered.notAfterSeconds", "")),
    A_REMEMBERED_TOKEN_IS_FORGOTTEN_WITH_ITS_KEY(
            "identity.TokenVerifierTest#aRememberedTokenIsVerifiedAgainWhenTheKeysChanged",
            in("identity.TokenVerifier", "&& remembered.generation == keys.generation()", "")),
    A_TOKEN_IS_REMEMBERED_UNDER_THE_KEYS_OF_ITS_CHECK(
            "identity.TokenVerifierTest#aTokenIsVerifiedAgainIfTheKeysChangedWhileItWasVerified",
            in("identity.TokenVerifier", "notAfter, seen.generation)", "notAfter, keys.generation())")),
    NO_NHS_NUMBER_IS_LOGGED(
            "telemetry.LogLinesTest#aTextIsLeftWithItsIdsAndWithoutPatients",
            in("telemetry.LogValues", "if (digits == NHS_NUMBER_DIGITS", "if (false")),
    AN_ID_IS_LOGGED_WHOLE(
            "telemetry.LogLinesTest#aTextIsLeftWithItsIdsAndWithoutPatients",
            in("telemetry.LogValues", "&& !isInId(text, at - digits, at)", ""));

    private final Mutation mutation;

    RuleGuard(String test, Edit edit) {
        this.mutation = Mutation.noticedBy(List.of(test), edit);
    }

    RuleGuard(String test, String otherTest, Edit edit) {
        this.mutation = Mutation.noticedBy(List.of(test, otherTest), edit);
    }

    Mutation mutation() {
        return mutation;
    }

    /** @param type below {@code org.slotkeeper} */
    private static Edit in(String type, String original, String mutated) {
        return new Edit("org/slotkeeper/" + type.replace('.', '/') + ".java", original, mutated);
    }
}
