package org.slotkeeper.mutation;

import java.util.List;

/** The guards, each with what a mutant has in its place and the tests that must notice. Guards that stand behind each other are taken away together. */
enum Guard {
    CLAIM_TAKES_FREE_SEATS_ONLY(
            "redis.inventory.InventoryRaceTest#twentyPlacesHaveTwentyWinners",
            "redis.inventory.InventoryRaceTest#adjacentSlotsAreTakenTogetherOrNotAtAll",
            edit(
                    "lua/claim.lua",
                    "    if not ordinal then",
                    "    ordinal = ordinal or tonumber(places:sub(at, at + 4))\n    if not ordinal then")),
    CLAIM_LEAVES_RETIRED_PLACES(
            "redis.inventory.RedisSlotInventoryTest#aSlotAllOfWhosePlacesAreRetiredIsTakenThoughItIsFree",
            "redis.inventory.RedisSlotInventoryTest#aPlaceCanBeHadOnlyWhileMoreAreFreeThanAreRetired",
            edit("lua/claim.lua", "return free > retired", "return true")),
    CLAIM_LEAVES_WHAT_THE_NEXT_VERSION_RETIRES(
            "redis.inventory.InventoryRefillTest#whatTheNextVersionRetiresIsNotToBeHadByTheVersionBefore",
            edit("lua/claim.lua", "return math.max(retired, tonumber(next_one:sub(11)))", "return retired")),
    CLAIM_GOES_BY_THE_BOOK_OF_A_VERSION_THAT_IS_THERE(
            "redis.inventory.InventoryRefillTest#whatAVersionRetiresThatTheInventoryHasIsSaidByItsBook",
            edit(
                    "lua/claim.lua",
                    "if next_one and tonumber(next_one:sub(1, 10)) > tonumber(layout) then",
                    "if next_one then")),
    CLAIM_MINDS_WHEN_A_VERSION_IS_GIVEN_UP(
            "redis.inventory.InventoryRefillTest#whatAVersionRetiresThatNobodyRecordsIsToBeHadAgainWhenItsLeaseIsOver",
            edit("lua/claim.lua", "and not (known[5] and now < known[5]:sub(1, 13)) then", "and not known[5] then"),
            edit("lua/claim.lua", "known[5] and now < known[5]:sub(1, 13) and", "known[5] and")),
    THE_USUAL_CLAIM_TAKES_A_FREE_SEAT_ONLY(
            "redis.inventory.RedisSlotInventoryTest#theSameRequestIsRefusedAgainWithTheAlternativesThereAreNow",
            edit(
                    "lua/claim.lua",
                    "local is_free = redis.call('GETBIT', seats, tonumber(ordinal)) == 1",
                    "local is_free = true")),
    A_USUAL_LOST_RACE_IS_NOT_KEPT_AS_LONG_AS_A_CLAIM(
            "redis.inventory.MarkerTest#aLostRaceIsShortAndKeptForAShortWhile",
            edit("lua/claim.lua", "is_free and says:sub(17, 26) or says:sub(27, 36)", "says:sub(17, 26)")),
    A_LOST_RACE_IS_NOT_KEPT_AS_LONG_AS_A_CLAIM(
            "redis.inventory.MarkerTest#soIsThatOfTwoSlots",
            "redis.inventory.MarkerTest#soIsARefusalByTheRules",
            edit("lua/claim.lua", "is_refused and says:sub(27, 36) or says:sub(17, 26)", "says:sub(17, 26)")),
    A_LOST_RACE_KEEPS_NOT_WHAT_WAS_FREE(
            "redis.inventory.MarkerTest#soIsThatOfTwoSlots",
            edit(
                    "lua/claim.lua",
                    "return refuse('T', now .. layout) .. free_seats(layout, days, 6):sub(11)",
                    "return refuse('T', now .. free_seats(layout, days, 6))")),
    A_REFUSED_CONFIRM_IS_NOT_KEPT_AS_LONG_AS_A_CLAIM(
            "redis.inventory.MarkerTest#soIsTheRefusalOfAConfirm",
            edit("lua/confirm.lua", "answer_kind == 'R' and refusal_ms or remember_ms", "remember_ms")),
    THE_USUAL_CLAIM_IS_OF_A_NEW_REQUEST(
            "redis.inventory.RedisSlotInventoryTest#theSameConfirmIsSaidToBeOnItsWayForAsLongAsItsClaimIsThere",
            edit("lua/claim.lua", "'NX', 'PX', ", "'PX', ")),
    THE_USUAL_CLAIM_IS_OF_WHO_HOLDS_NOTHING(
            "redis.inventory.RedisSlotInventoryTest#aPatientHasOneLiveHoldAtAPractice",
            edit("lua/claim.lua", "if (kind == 'H' or not is_free) and", "if not is_free and")),
    THE_USUAL_LOST_RACE_IS_OF_WHO_HOLDS_NOTHING(
            "redis.inventory.RedisSlotInventoryTest#anOrganisationKnowsOfTheHoldsItPlacedAndOfNoOther",
            edit("lua/claim.lua", "if (kind == 'H' or not is_free) and", "if kind == 'H' and")),
    THE_USUAL_CLAIM_IS_OF_THIS_LIFE(
            "redis.inventory.RedisSlotInventoryTest#aMemoryThatWasGoneBackToIsNotBelieved",
            edit("lua/claim.lua", "and known[1] == life and", "and known[1] and")),
    THE_USUAL_CLAIM_GOES_BY_THE_VERSION_THAT_IS_THERE(
            "redis.inventory.RedisSlotInventoryTest#anOldBookIsSaidToBeOldAndTheRequestMayTryAgain",
            edit("lua/claim.lua", "life and tonumber(known[2]) == tonumber(layout) and", "life and")),
    THE_USUAL_CLAIM_IS_REFUSED_BY_A_WHOLE_MEMORY_ONLY(
            "redis.inventory.RedisSlotInventoryTest#aRequestWhoseBookingWasForgottenIsNotRefusedForItsOwnSeat",
            edit("lua/claim.lua", " and now >= known[4]\n", "\n")),
    THE_USUAL_CLAIM_MEETS_NO_EXPIRED_HOLD(
            "redis.inventory.RedisSlotInventoryTest#aHeldSeatIsHeldUntilTheInstantItsHoldExpires",
            edit("lua/claim.lua", "and (known[3] == '' or now < known[3]) and", "and")),
    THE_USUAL_CLAIM_IS_OF_NOTHING_THAT_IS_BEING_RETIRED(
            "redis.inventory.InventoryRefillTest#whatTheNextVersionRetiresIsNotToBeHadByTheVersionBefore",
            edit("lua/claim.lua", " and not (known[5] and now < known[5]:sub(1, 13)) then", " then")),
    THE_USUAL_CLAIM_IS_OF_ONE_PLACE_THAT_IS_NOT_RETIRED(
            "redis.inventory.RedisSlotInventoryTest#aSlotAllOfWhosePlacesAreRetiredIsTakenThoughItIsFree",
            edit("lua/claim.lua", "places:sub(6) == '0000100000'", "places:sub(6, 10) == '00001'")),
    THE_USUAL_CLAIM_IS_REFUSED_BY_NO_RULE(
            "redis.inventory.RedisSlotInventoryTest#aRefusalByTheRulesIsRememberedAndTakesNothing",
            edit("lua/claim.lua", " and verdict == ''", "")),
    THE_USUAL_CLAIM_IS_NOT_TRIED_ANEW(
            "redis.inventory.FencingTest#aTryAnewIsOneThoughTheMarkerOfTheFirstOneIsGone",
            edit("lua/claim.lua", " and again == ''\n", "\n")),
    RETIRING_MINDS_TWO_VERSIONS_AT_ONCE(
            "redis.inventory.InventoryRefillTest#whatTwoVersionsRetireAtOnceIsLeftAloneByBoth",
            edit("lua/retire.lua", "latest(other:sub(11), places)", "places")),
    RETIRING_LASTS_AS_LONG_AS_ANY(
            "redis.inventory.InventoryRefillTest#whatIsRetiredIsLeftAloneUntilTheLastLeaseIsOver",
            edit("lua/retire.lua", "local last = latest(said:sub(1, 13), ends)", "local last = ends")),
    RETIRING_DOES_NOT_LAST_FOR_EVER(
            "redis.inventory.InventoryRefillTest#whatAVersionRetiresThatNobodyRecordsIsToBeHadAgainWhenItsLeaseIsOver",
            edit("lua/retire.lua", "redis.call('PEXPIRE', retiring, math.max(1, tonumber(last) - tonumber(now)))", "")),
    OPENING_LEAVES_WHAT_A_LATER_VERSION_RETIRES(
            "redis.inventory.InventoryRefillTest#whatALaterVersionRetiresOutlastsTheWordOfTheOneBefore",
            edit(
                    "lua/open_seats.lua",
                    "if retiring and tonumber(retiring:sub(14)) <= tonumber(layout) then",
                    "if retiring then")),
    OPENING_ENDS_WHAT_ITS_VERSION_RETIRES(
            "redis.inventory.InventoryRefillTest#whatALaterVersionRetiresOutlastsTheWordOfTheOneBefore",
            edit(
                    "lua/open_seats.lua",
                    "if retiring and tonumber(retiring:sub(14)) <= tonumber(layout) then",
                    "if false then")),
    CLAIM_KNOWS_A_REQUEST_AGAIN(
            "redis.inventory.InventoryRaceTest#oneOfManyTriesOfARequestClaims",
            "redis.inventory.RedisSlotInventoryTest#theSameRequestIsRefusedAgainWithTheAlternativesThereAreNow",
            edit("lua/part_met.lua", "local before = redis.call('GET', marker)", "local before = false")),
    CLAIM_COMPARES_THE_CONTENT_OF_A_REQUEST(
            "redis.inventory.RedisSlotInventoryTest#aRequestIdWithOtherContentIsRefused",
            edit("lua/part_met.lua", "if before:sub(2, 17) ~= fingerprint then", "if false then")),
    CLAIM_GIVES_A_PATIENT_ONE_HOLD(
            "redis.inventory.RedisSlotInventoryTest#aPatientHasOneLiveHoldAtAPractice",
            edit("lua/claim.lua", "if kind == 'H' then\n    local hold", "if false then\n    local hold")),
    CLAIM_LOOKS_WHOSE_HOLD_AN_ENTRY_MEANS(
            "redis.inventory.FencingTest#anEntryLeftBehindDoesNotShowAPatientTheHoldOfAnother",
            edit("lua/claim.lua", "patient_of(hold) == mark and ", "")),
    CLAIM_LOOKS_WHETHER_AN_ENTRY_MEANS_A_HOLD(
            "redis.inventory.FencingTest#anEntryLeftBehindDoesNotTakeAConfirmOnItsWayForAHold",
            edit("lua/claim.lua", "kind_of(hold) == 'H' and patient_of(hold)", "patient_of(hold)")),
    CLAIM_LOOKS_FOR_THE_PATIENTS_PLACE_IN_A_GROUP(
            "redis.inventory.RedisSlotInventoryTest#aGroupInWhichThePatientHoldsAPlaceIsTakenByThatHold",
            edit("lua/claim.lua", "(count > 1 or not ordinal) and", "not ordinal and")),
    CLAIM_ENDS_EXPIRED_HOLDS_IT_MEETS(
            "redis.inventory.RedisSlotInventoryTest#aHeldSeatIsHeldUntilTheInstantItsHoldExpires",
            edit("lua/claim.lua", "if known[3] ~= '' and now >= known[3] then", "if false then")),
    CLAIM_NOTES_THE_EARLIEST_EXPIRY(
            "redis.inventory.FencingTest#aHoldByAnEngineWhoseClockIsBehindIsVoidInItsTime",
            edit("lua/claim.lua", "if known[3] == '' or expires < known[3] then", "if known[3] == '' then")),
    EXPIRY_ENDS_EXPIRED_HOLDS_ONLY(
            "redis.inventory.RedisSlotInventoryTest#aHeldSeatIsHeldUntilTheInstantItsHoldExpires",
            edit("lua/claim.lua", "and (known[3] == '' or now < known[3]) and", "and known[3] == '' and"),
            edit("lua/claim.lua", "if known[3] ~= '' and now >= known[3] then", "if true then"),
            edit("lua/part_claims.lua", "if expires > now then", "if false then")),
    EXPIRY_LEAVES_CONFIRMS_TO_THE_LEDGER(
            "redis.inventory.RedisSlotInventoryTest#anExpiredConfirmKeepsItsSeatBecauseOnlyTheLedgerKnows",
            edit(
                    "lua/part_claims.lua",
                    "        if kind_of(claim) == 'H' then\n            local expires",
                    "        if true then\n            local expires")),
    A_HOLD_THAT_ENDS_TAKES_ITS_OWN_ENTRY_ONLY(
            "redis.inventory.FencingTest#aHoldThatIsGivenUpTakesNoOtherHoldsEntryWithIt",
            edit("lua/part_claims.lua", "and redis.call('HGET', holders, mark) == first then", "then")),
    CONFIRM_TAKES_ITS_OWN_ENTRY_ONLY(
            "redis.inventory.FencingTest#aHoldThatIsConfirmedTakesNoOtherHoldsEntryWithIt",
            edit("lua/confirm.lua", "if redis.call('HGET', holders, mark) == fields[1] then", "if true then")),
    CONFIRM_COMPARES_THE_KEY(
            "redis.inventory.FencingTest#theIdOfAnOldHoldConfirmsNothingOfTheSamePatientsNewOne",
            edit("lua/confirm.lua", "or key_of(hold) ~= key ", "")),
    CONFIRM_IS_FOR_THE_HOLDS_OWN_PATIENT(
            "redis.inventory.RedisSlotInventoryTest#nobodyConfirmsAnothersHold",
            edit("lua/confirm.lua", "if patient_of(hold) ~= mark then", "if false then")),
    CONFIRM_COMES_BEFORE_THE_HOLD_EXPIRES(
            "redis.inventory.RedisSlotInventoryTest#anExpiredHoldIsNotConfirmedAndTheRequestHearsThatAgain",
            edit("lua/confirm.lua", " or (kind_of(hold) == 'H' and now >= expires_of(hold))", "")),
    CONFIRM_GOES_ON_ONCE(
            "redis.inventory.InventoryRaceTest#oneOfManyConfirmsOfAHoldGoesOn",
            edit("lua/confirm.lua", "if kind_of(hold) == 'C' then", "if false then")),
    CLAIM_NAMES_A_HOLD_TO_WHO_MAY_KNOW_OF_IT_ONLY(
            "redis.inventory.RedisSlotInventoryTest#anOrganisationKnowsOfTheHoldsItPlacedAndOfNoOther",
            edit("lua/claim.lua", "placer == '' or placer == placer_of(hold)", "true")),
    CONFIRM_IS_FOR_WHO_PLACED_THE_HOLD(
            "redis.inventory.RedisSlotInventoryTest#anOrganisationConfirmsTheHoldsItPlacedAndNoOther",
            edit("lua/confirm.lua", "if is_restricted and placer_of(hold) ~= placer then", "if false then")),
    CONFIRM_OF_ONE_ORGANISATION_IS_NOT_ANOTHERS(
            "redis.inventory.RedisSlotInventoryTest#anOrganisationConfirmsTheHoldsItPlacedAndNoOther",
            edit("lua/confirm.lua", "if is_restricted and kind_of(hold) == 'C' then", "if false then")),
    CONFIRM_IS_OF_THE_SLOTS_THAT_ARE_NAMED(
            "redis.inventory.RedisSlotInventoryTest#aHoldIsConfirmedWithTheSlotsThatItHasAndStandsIfOthersAreNamed",
            edit("lua/confirm.lua", "if not is_as_named() then", "if false then")),
    WITHDRAW_COMPARES_THE_KEY(
            "redis.inventory.RedisSlotInventoryTest#whatSomebodyElseHasByNowIsNotGivenBack",
            edit("lua/withdraw.lua", " or key_of(claim) ~= key", "")),
    GIVING_UP_COMPARES_THE_KEY(
            "redis.inventory.RedisSlotInventoryTest#whatSomebodyElseHoldsByNowIsNotGivenUp",
            edit("lua/give_up.lua", " or key_of(claim) ~= key", "")),
    GIVING_UP_COMPARES_THE_FINGERPRINT(
            "redis.inventory.RedisSlotInventoryTest#whatARequestHasGivenUpItHearsAgain",
            edit("lua/give_up.lua", "if before ~= '' and before ~= fingerprint then", "if false then")),
    GIVEN_UP_COMPARES_THE_FINGERPRINT(
            "redis.inventory.RedisSlotInventoryTest#whatARequestHasGivenUpItHearsAgain",
            edit("lua/given_up.lua", "before:sub(1, 17) == 'W' .. fingerprint", "before:sub(1, 1) == 'W'")),
    GIVEN_UP_COMPARES_THE_KEY(
            "redis.inventory.RedisSlotInventoryTest#whatARequestHasGivenUpItHearsAgain",
            edit("lua/given_up.lua", " and key_of(before:sub(26)) == key", "")),
    GIVING_UP_LEAVES_A_CONFIRM_ON_ITS_WAY(
            "redis.inventory.RedisSlotInventoryTest#aConfirmOnItsWayCannotBeGivenUp",
            edit("lua/give_up.lua", " or kind_of(claim) ~= 'H'", "")),
    WITHDRAW_FORGETS_ONLY_WHAT_WAS_NEVER_RECORDED(
            "redis.inventory.RedisSlotInventoryTest#aRequestThatTheLedgerAnsweredIsSentThereAgain",
            edit("lua/withdraw.lua", " and ending == 'NEVER_RECORDED'", "")),
    BLOCK_TAKES_FREE_SEATS_ONLY(
            "redis.inventory.InventoryRefillTest#onlyFreeSeatsAreBlockedAndOnlyTheirBlockerGivesThemBack",
            edit("lua/block.lua", "if redis.call('GETBIT', seats, tonumber(ordinal)) == 1 then", "if true then")),
    UNBLOCK_COMPARES_THE_KEY(
            "redis.inventory.InventoryRefillTest#onlyFreeSeatsAreBlockedAndOnlyTheirBlockerGivesThemBack",
            edit("lua/unblock.lua", " and key_of(claim) == key", "")),
    FIND_HOLD_COMPARES_THE_KEY(
            "redis.inventory.RedisSlotInventoryTest#aHoldIsFoundByItsIdAndByItsPatientWhileItIsLive",
            edit("lua/find_hold.lua", " or key_of(claim) ~= key", "")),
    HOLD_OF_SHOWS_A_PATIENT_THEIR_OWN_HOLD_ONLY(
            "redis.inventory.FencingTest#anEntryLeftBehindDoesNotShowAPatientTheHoldOfAnother",
            edit("lua/hold_of.lua", " or patient_of(claim) ~= mark", "")),
    HOLD_OF_SHOWS_HOLDS_ONLY(
            "redis.inventory.FencingTest#anEntryLeftBehindDoesNotTakeAConfirmOnItsWayForAHold",
            edit("lua/hold_of.lua", " or kind_of(claim) ~= 'H'", "")),
    MARK_LEAVES_THE_CLAIM_OF_ANOTHER(
            "redis.inventory.RedisSlotInventoryTest#whoeverEndsTheClaimOfAnotherLooksAtTheSeatAnew",
            edit("lua/mark.lua", "is_mark(claim) or is_own(claim, key, changed)", "kind_of(claim) == 'C'")),
    MARK_LEAVES_A_HOLD(
            "redis.inventory.RedisSlotInventoryTest#aHoldIsNeitherMarkedNorAskedAbout",
            edit("lua/mark.lua", "if not claim or is_mark(claim) or is_own(claim, key, changed) then", "if true then")),
    MARK_TAKES_THE_CLAIM_OF_ITS_OWN_APPOINTMENT_OVER(
            "redis.inventory.RedisSlotInventoryTest#aMarkTakesTheClaimOfItsOwnAppointmentOver",
            edit("lua/mark.lua", " or is_own(claim, key, changed)", "")),
    A_CLAIM_MADE_AFTER_THE_CHANGE_IS_ON_ITS_WAY(
            "redis.inventory.RedisSlotInventoryTest#aClaimOfItsOwnThatWasMadeAfterTheChangeIsLeft",
            edit("lua/part_leases.lua", " and since_of(claim) <= changed", "")),
    A_BLOCK_IS_NO_MARK(
            "redis.inventory.InventoryRefillTest#aBlockIsOverWhenItsSeatsAreWithdrawnAndNoMarkOfAnybody",
            edit("lua/part_leases.lua", " and request_of(claim) ~= ('0'):rep(32)", "")),
    ANOTHER_LOOK_LEAVES_ALONE_WHAT_OTHERS_HAVE(
            "redis.inventory.RedisSlotInventoryTest#whoWantsAnotherLookLeavesAloneWhatOthersHaveOfAClaimsSeats",
            "redis.inventory.RedisSlotInventoryTest#whoHoldsAgainLeavesAloneWhatOthersHaveOfItsSeats",
            edit("lua/part_leases.lua", "if redis.call('HGET', claims, field) == claim then", "if true then")),
    A_MARK_IS_OF_ITS_APPOINTMENT(
            "redis.inventory.RedisSlotInventoryTest#aMarkOfAnotherAppointmentIsNobodyElsesHoweverAlikeItLooks",
            edit("lua/release.lua", " and key_of(claim) == key and request_of(claim) ==", " and request_of(claim) ==")),
    WHAT_IS_BEING_ASKED_ABOUT_IS_NO_MARK_THAT_IS_ALIVE(
            "redis.inventory.RedisSlotInventoryTest#whatTheLedgerIsBeingAskedAboutByAClockThatIsAheadIsAskedAboutAnew",
            edit("lua/release.lua", " or expires_of(claim) <= since_text_of(claim)", "")),
    A_HOLD_AGAIN_IS_OF_ITS_OWN_CONFIRM(
            "redis.inventory.RedisSlotInventoryTest#aConfirmThatNeverReachedTheLedgerIsAHoldAgainForTheTimeThatWasPromised",
            edit("lua/hold_again.lua", " or since_of(claim) ~= since", "")),
    WITHDRAW_LEAVES_THE_CLAIM_OF_A_LATER_TRY(
            "redis.inventory.RedisSlotInventoryTest#whatALaterTryHasClaimedIsNotGivenBackByAnEarlierOne",
            edit("lua/withdraw.lua", " or (since ~= '' and since_of(claim) ~= since)", "")),
    WITHDRAW_ASKS_WHERE_SOMEBODY_WANTS_A_LOOK(
            "redis.inventory.RedisSlotInventoryTest#whatSomebodyWantsToBeLookedAtAnewIsNotGivenBackUnlooked",
            edit("lua/withdraw.lua", "if is_touched(claim) then", "if false then")),
    WITHDRAW_LEAVES_A_PART_THAT_IS_SOMEBODY_ELSES(
            "redis.inventory.RedisSlotInventoryTest#whoGivesAClaimBackLeavesAloneWhatOthersHaveOfItsSeats",
            edit("lua/part_claims.lua", "if redis.call('HGET', claims, field) == claim then", "if true then")),
    WITHDRAW_KNOWS_ITS_OWN_CLAIM_HOWEVER_TOUCHED(
            "redis.inventory.RedisSlotInventoryTest#whatSomebodyWantsToBeLookedAtAnewIsNotGivenBackUnlooked",
            edit("lua/withdraw.lua", "since_of(claim) ~= since", "since_text_of(claim) ~= since")),
    A_HOLD_AGAIN_IS_MADE_OF_ITS_CONFIRM_HOWEVER_TOUCHED(
            "redis.inventory.RedisSlotInventoryTest#aHoldWhoseConfirmSomebodyWantedToBeLookedAtIsAHoldAgain",
            edit("lua/hold_again.lua", "since_of(claim) ~= since", "since_text_of(claim) ~= since")),
    ARRIVED_LEAVES_WHAT_SOMEBODY_WANTS_A_LOOK_AT(
            "redis.inventory.RedisSlotInventoryTest#ofAClaimThatSomebodyWantsToBeLookedAtNobodySaysByItselfThatItHasArrived",
            edit("lua/arrived.lua", "since_text_of(claim) == since", "since_of(claim) == since")),
    A_CLAIM_IS_ITS_OWN_APPOINTMENTS_HOWEVER_TOUCHED(
            "redis.inventory.RedisSlotInventoryTest#whoeverElseWantedALookAtItAClaimIsItsOwnAppointments",
            edit("lua/part_leases.lua", "since_of(claim) <= changed", "since_text_of(claim) <= changed")),
    A_TRY_THAT_IS_GIVEN_BACK_LEAVES_THE_MEMORY_OF_AN_EARLIER_ONE(
            "redis.inventory.RedisSlotInventoryTest#aTryThatIsGivenBackLeavesTheMemoryOfAnEarlierOne",
            edit("lua/part_leases.lua", "text:sub(1, 1) == 'P' and ", "")),
    WHAT_IS_TRIED_ANEW_IS_REFUSED_BY_THE_LEDGER(
            "redis.inventory.RedisSlotInventoryTest#whatIsTriedAnewIsRefusedByTheLedgerOrNotAtAll",
            edit("lua/claim.lua", "(now < known[4] or again ~= '')", "now < known[4]")),
    EACH_MARK_IS_ANOTHER(
            "redis.inventory.RedisSlotInventoryTest#whatTheLedgerIsBeingAskedAboutIsAskedAboutAnew",
            edit("lua/part_leases.lua", "local text = redis.call('HINCRBY', header, 'texts', 1)", "local text = 1")),
    RELEASE_GIVES_BACK_WHAT_IT_HAS_MARKED_ONLY(
            "redis.inventory.RedisSlotInventoryTest#ofTwoMarksTheLaterOneCounts",
            "redis.inventory.RedisSlotInventoryTest#toldTwiceItChangesNothingThatOthersHaveByThen",
            edit("lua/release.lua", "if is_mine and ending == 'FREED' then", "if ending == 'FREED' then")),
    RELEASE_LEAVES_A_MARK_THAT_IS_ALIVE(
            "redis.inventory.RedisSlotInventoryTest#aMarkThatIsAliveIsLeftToWhoeverPutIt",
            edit("lua/release.lua", "return expires_of(claim) <= now or", "return true or")),
    RELEASE_ASKS_ABOUT_WHAT_IT_HAS_NOT_MARKED(
            "redis.inventory.RedisSlotInventoryTest#whatIsFreedWithoutAMarkIsAskedAboutFirst",
            edit(
                    "lua/release.lua",
                    "elseif not claim and is_free(ordinal) or claim and kind_of(claim) == 'H' then",
                    "elseif not claim or kind_of(claim) == 'H' then")),
    RELEASE_HAS_THE_CLAIM_OF_ANOTHER_LOOKED_AT_ANEW(
            "redis.inventory.RedisSlotInventoryTest#whoeverEndsTheClaimOfAnotherLooksAtTheSeatAnew",
            edit("lua/release.lua", "        replace_claim(claims, day, claim, touched(claim))\n", "")),
    RELEASE_IS_AN_END_THAT_A_FILLING_MINDS(
            "redis.inventory.RedisSlotInventoryTest#whatWasReadBeforeALeaseEndedFillsNothing",
            "redis.inventory.RedisSlotInventoryTest#inAForgottenPracticeNothingIsMarkedAndWhatIsFreedIsInTheNextReading",
            edit("lua/release.lua", "\ncount_ends(header)\n", "\n")),
    ARRIVAL_IS_AN_END_THAT_A_FILLING_MINDS(
            "redis.inventory.RedisSlotInventoryTest#soItIsWhereAClaimHasArrivedOrALeaseWasSettled",
            edit("lua/arrived.lua", "if has_ended then", "if false then")),
    SETTLING_IS_AN_END_THAT_A_FILLING_MINDS(
            "redis.inventory.RedisSlotInventoryTest#soItIsWhereAClaimHasArrivedOrALeaseWasSettled",
            edit("lua/settle.lua", "if settled > 0 then", "if false then")),
    FILL_MINDS_WHAT_HAS_ENDED(
            "redis.inventory.RedisSlotInventoryTest#whatWasReadBeforeALeaseEndedFillsNothing",
            edit("lua/fill.lua", "if (known[4] or '0') ~= ends then", "if false then")),
    ARRIVAL_ENDS_THE_CLAIM_IT_SPEAKS_OF(
            "redis.inventory.RedisSlotInventoryTest#whatIsSaidOfAnEarlierClaimWithTheSameKeyEndsNothing",
            edit("lua/arrived.lua", " and since_text_of(claim) == since", "")),
    ARRIVAL_ENDS_NO_MARK(
            "redis.inventory.RedisSlotInventoryTest#aMarkTakesTheClaimOfItsOwnAppointmentOver",
            edit("lua/arrived.lua", " and not is_mark(claim)", "")),
    SETTLING_ENDS_A_LEASE_AS_IT_WAS_SEEN(
            "redis.inventory.RedisSlotInventoryTest#whatTheLedgerIsBeingAskedAboutIsAskedAboutAnew",
            "redis.inventory.RedisSlotInventoryTest#whoeverEndsTheClaimOfAnotherLooksAtTheSeatAnew",
            edit("lua/settle.lua", "if redis.call('HGET', claims, field) == seen then", "if true then")),
    SETTLING_GOES_BY_THE_LEDGER(
            "redis.inventory.RedisSlotInventoryTest#aClaimOfWhichNothingIsSaidIsSettledByTheLedgersWord",
            edit("lua/settle.lua", "if state == 'free' then", "if true then")),
    LEASES_THAT_HAVE_NOT_ENDED_ARE_LEFT(
            "redis.inventory.RedisSlotInventoryTest#aMarkThatNobodyEndsIsSettled",
            edit("lua/ended.lua", " and expires_of(all[at + 1]) <= now", "")),
    A_REQUEST_IS_TRIED_AGAIN_BY_ONE(
            "redis.inventory.RedisSlotInventoryTest#ofTwoTriesThatAskedTheLedgerOneGoesOn",
            edit(
                    "lua/part_met.lua",
                    "return before ~= again and 'MET ' .. before or nil",
                    "return again == '' and 'MET ' .. before or nil")),
    A_REQUEST_ON_ITS_WAY_IS_NOT_TRIED_AGAIN(
            "redis.inventory.RedisSlotInventoryTest#theSameConfirmIsSaidToBeOnItsWayForAsLongAsItsClaimIsThere",
            edit("lua/part_met.lua", "        return 'RUNNING'\n", "        return nil\n")),
    FILL_IS_DONE_ONCE(
            "redis.inventory.InventoryRefillTest#theSecondOfTwoFillersChangesNothing",
            "redis.inventory.RedisSlotInventoryTest#theFirstFillingOfALifeCounts",
            edit("lua/fill.lua", "local is_needed = is_new or ahead", "local is_needed = true or ahead")),
    FILL_IS_OF_THE_MEMORY_IT_BEGAN_IN(
            "redis.inventory.RedisSlotInventoryTest#aFillingThatBeganBeforeTheMemoryWasLostAgainChangesNothing",
            "redis.inventory.RedisSlotInventoryTest#aFillingThatBeganBeforeTheMemoryWentBackChangesNothing",
            edit("lua/fill.lua", "if not is_of_this_life or not is_needed then", "if not is_needed then")),
    FILL_KEEPS_CLAIMS_THAT_LOST_NO_SEAT_ONLY(
            "redis.inventory.RedisSlotInventoryTest#aResurrectedHoldWhoseSeatWasBookedMeanwhileIsGoneAltogether",
            "redis.inventory.RedisSlotInventoryTest#aHoldOfASeatThatHasAnOwnerEndsWithARepair",
            edit(
                    "lua/fill.lua",
                    "        if not is_free(day .. '.' .. claim:sub(at, at + 4)) then",
                    "        if false then")),
    A_FILLING_HAS_LEASES_OF_ANOTHER_LIFE_LOOKED_AT_ANEW(
            "redis.inventory.RedisSlotInventoryTest#whatAnEarlierLifeKnewOfAClaimDoesNotEndIt",
            edit("lua/fill.lua", "elseif kind_of(claim) == 'C' and is_new then", "elseif false then")),
    A_REPAIR_KEEPS_LEASES(
            "redis.inventory.RedisSlotInventoryTest#aRepairPutsRightWhatIsNotLeased",
            edit("lua/fill.lua", "if kind_of(claim) == 'C' and not is_new then", "if false then")),
    SEARCH_COMPARES_THE_LIFE(
            "redis.inventory.RedisSlotInventoryTest#aResurrectedHoldWhoseSeatWasBookedMeanwhileIsGoneAltogether",
            edit("lua/availability.lua", "known[1] ~= life", "not known[1]")),
    CLAIM_COMPARES_THE_LIFE(
            "redis.inventory.RedisSlotInventoryTest#aMemoryThatWasGoneBackToIsNotBelieved",
            edit("lua/claim.lua", "known[1] ~= life", "not known[1]")),
    CLAIM_REFUSES_NOBODY_FOR_GOOD_BEFORE_ITS_MEMORY_IS_WHOLE(
            "redis.inventory.RedisSlotInventoryTest#aRequestWhoseBookingWasForgottenIsNotRefusedForItsOwnSeat",
            edit("lua/claim.lua", "if kind == 'C' and (now < known[4] or again ~= '') then", "if false then")),
    CONFIRM_REFUSES_NOBODY_FOR_GOOD_BEFORE_ITS_MEMORY_IS_WHOLE(
            "redis.inventory.RedisSlotInventoryTest#aConfirmOfAForgottenHoldIsNotRefusedForSure",
            edit("lua/confirm.lua", "if now < known[3] or again ~= '' then", "if false then")),
    OPEN_KEEPS_THE_ORDER_OF_BOOKS(
            "redis.inventory.InventoryRefillTest#aGapInTheVersionsOfTheBookIsFilledFromTheLedger",
            edit("lua/open_seats.lua", "if tonumber(known[2]) ~= tonumber(layout) - 1 then", "if false then")),
    A_DAY_IS_KEPT_BY_THE_CALLERS_CLOCK(
            "redis.inventory.KeptDaysTest#whatIsFilledAndOpenedIsKept",
            "redis.inventory.KeptDaysTest#whatAClaimTakesAndGivesBackIsKept",
            edit("lua/part_seats.lua", "math.floor(tonumber(now) / 1000)", "redis.call('TIME')[1]")),

    A_BOOK_IS_CHANGED_BY_WHOEVER_SAW_IT(
            "postgres.schedule.PostgresSessionLedgerTest#aChangeForAnOlderVersionIsNotRecorded",
            edit("sql/publishing/record_change.sql", "AND layout_version = $2", "AND layout_version >= $2")),

    A_SEAT_HAS_ONE_ROW(
            "postgres.ledger.LedgerRaceTest#ofFiftyWhoBookOneSeatOneGetsIt",
            edit(
                    "db/V0001__practices_sessions_appointments.sql",
                    "    PRIMARY KEY (practice, day, ordinal)\n) PARTITION",
                    "    CHECK (ordinal >= 0)\n) PARTITION"),
            edit(
                    "sql/upkeep/self_check.sql",
                    "       EXISTS (\n           SELECT FROM pg_index",
                    "       true OR EXISTS (\n           SELECT FROM pg_index")),
    A_LEDGER_WITHOUT_ITS_ARBITER_TAKES_NO_WRITES(
            "postgres.ledger.LedgerFaultTest#noWritesAreTakenWithoutThePrimaryKeyOfTheSeats",
            edit(
                    "sql/upkeep/self_check.sql",
                    "       EXISTS (\n           SELECT FROM pg_index",
                    "       true OR EXISTS (\n           SELECT FROM pg_index")),
    BOOK_CLAIMS_THE_REQUEST_ID(
            "postgres.ledger.PostgresLedgerTest#aRefusalIsStoredAndToldAgainThoughTheSeatIsFreeByThen",
            "postgres.ledger.PostgresLedgerTest#aRequestThatWasRefusedForGoodCanNeverBook",
            claimsAgain()),
    BOOK_ALL_CLAIMS_THE_REQUEST_ID(
            "postgres.ledger.PostgresLedgerTest#aRequestThatWasRefusedForGoodCanNeverBook",
            edit(
                    "sql/ledger/book_all.sql",
                    "FROM wanted ORDER BY practice, request_key\n",
                    "FROM wanted ORDER BY practice, request_key\n    ON CONFLICT (practice, key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint\n")),
    A_DIARY_KEEPS_THE_PATIENTS_LIMIT(
            "postgres.ledger.LedgerRaceTest#ofFiftyBookingsOfOnePatientAsManySucceedAsTheLimitAllows",
            edit(
                    "sql/ledger/part_diary_room.sql",
                    "count(*) FILTER (WHERE s > EXCLUDED.written_at) < EXCLUDED.appointments_max AND ",
                    "")),
    A_DIARY_KEEPS_A_PATIENT_IN_ONE_PLACE(
            "postgres.ledger.LedgerRaceTest#ofBookingsOfOnePatientAtOneTimeOneSucceeds",
            edit(
                    "sql/ledger/part_diary_room.sql",
                    " AND count(*) FILTER (WHERE s < EXCLUDED.ends[1] AND e > EXCLUDED.starts[1]) = 0",
                    ""),
            edit("sql/ledger/part_diary_room.sql", "cardinality(d.starts) = 1 AND", "false AND")),
    A_DIARY_OF_ONE_TIME_KEEPS_A_PATIENT_IN_ONE_PLACE(
            "postgres.ledger.PostgresLedgerTest#whoHasOneAppointmentIsNowhereElseWhileItLasts",
            edit("sql/ledger/part_diary_room.sql", "THEN d.starts[1] >= EXCLUDED.ends[1] OR ", "THEN true OR ")),
    A_DIARY_OF_ONE_TIME_KEEPS_THE_LIMIT(
            "postgres.ledger.PostgresLedgerTest#whoMayHaveOneAppointmentHasOne",
            edit("sql/ledger/part_diary_room.sql", " AND EXCLUDED.appointments_max > 1", "")),
    BOOK_ALL_IS_UNDONE_IF_NOT_ALL_HAVE_ROOM(
            "postgres.ledger.LedgerRaceTest#ofBookingsOfOnePatientAtOneTimeOneSucceeds",
            edit("sql/ledger/book_all.sql", "ELSE lost_race() END", "ELSE true END")),
    REFUSE_CLAIMS_THE_REQUEST_ID(
            "postgres.ledger.PostgresLedgerTest#aRequestThatBookedIsToldOfItsAppointmentWhenItIsToBeRefused",
            claimsAgain(),
            edit(
                    "sql/ledger/part_met.sql",
                    "SELECT practice, request_key, refusal FROM refused",
                    "SELECT practice, request_key, refusal FROM refused ON CONFLICT (practice, key) DO UPDATE SET refusal = EXCLUDED.refusal")),
    LIST_GIVES_WHAT_IS_BEHIND_THE_PLACE(
            "postgres.ledger.PostgresLedgerTest#everyAppointmentIsOnOnePageWhateverItsSize",
            edit(
                    "sql/ledger/list.sql",
                    "> (after_start, after_practice, after_key)",
                    ">= (after_start, after_practice, after_key)")),
    LIST_TELLS_WHAT_THE_READER_MAY_SEE(
            "postgres.ledger.PostgresLedgerTest#theTotalIsOfWhatTheReaderMaySee",
            edit(
                    "sql/ledger/list.sql",
                    "          AND (b.patient = of_patient OR b.practice = of_practice OR b.booked_by = of_booker)\n",
                    "")),
    LIST_LEAVES_OTHER_WEEKS_OUT(
            "postgres.ledger.WeeksLeftOutTest#aListOpensTheWeeksOfTheDaysThatAreAskedFor",
            edit(
                    "sql/ledger/list.sql",
                    "ON a.patient = wanted.patient AND a.origin_day BETWEEN $15::date AND $16::date",
                    "ON a.patient = wanted.patient AND a.origin_day BETWEEN $15::date - 36500 AND $16::date")),
    LIST_FINDS_WHAT_HAS_MOVED(
            "postgres.ledger.WeeksLeftOutTest#whatHasMovedIsListedWhereItIs",
            edit("sql/ledger/list.sql", " UNION ALL SELECT * FROM moved", "")),
    LIST_FINDS_WHAT_HAS_MOVED_ONCE(
            "postgres.ledger.WeeksLeftOutTest#whatHasMovedIsListedWhereItIs",
            edit("sql/ledger/list.sql", " AND NOT m.origin_day BETWEEN $15::date AND $16::date", "")),
    CANCEL_CLAIMS_THE_REQUEST_ID(
            "postgres.ledger.LedgerFencingTest#aCancelSentTwiceDoesNotFreeTheSeatOfItsNextOwner", claimsAgain()),
    CANCEL_COMPARES_THE_VERSION(
            "postgres.ledger.LedgerFencingTest#aCancelOfAVersionThatIsGoneCancelsNothing",
            edit("sql/ledger/part_as_seen.sql", " AND a.version = fresh.seen_version", "")),
    CANCEL_FREES_THE_SEAT_OF_ITS_OWN_APPOINTMENT(
            "postgres.ledger.LedgerFencingTest#aCancelSentTwiceDoesNotFreeTheSeatOfItsNextOwner",
            edit("sql/ledger/part_as_seen.sql", " AND a.version = fresh.seen_version AND a.state = 'BOOKED'", ""),
            edit("sql/ledger/part_given_back.sql", " AND o.appointment_key = seat.key", "")),
    CANCEL_GIVES_SEATS_BACK_WHEN_IT_HAS_THE_DIARIES(
            "postgres.ledger.LockOrderTest#aCancellationOfAllLocksInTheOneOrder",
            edit("sql/ledger/part_given_back.sql", " WHERE (SELECT count(*) FROM lighter) > 0", "")),
    CANCEL_ALL_TAKES_APPOINTMENTS_WHEN_IT_HAS_THE_REQUESTS(
            "postgres.ledger.LockOrderTest#aCancellationOfAllLocksInTheOneOrder",
            edit("sql/ledger/cancel_all.sql", " WHERE (SELECT count(*) FROM claimed) > 0", "")),
    CANCEL_ALL_IS_UNDONE_IF_ONE_WAS_CHANGED(
            "postgres.ledger.LedgerRaceTest#ofCancellationsOfOneAppointmentOneSucceeds",
            edit("sql/ledger/cancel_all.sql", "THEN false ELSE lost_race() END", "THEN false ELSE false END")),
    A_VERSION_THAT_AN_OLDER_ENGINE_FOLLOWS_KEEPS_ITS_ENTRY(
            "postgres.ledger.AuditTrailTest#whatAnEngineOfTheVersionBeforeFollowsKeepsItsEntry",
            edit("db/V0008__entries_of_versions.sql", "WHEN (NEW.noted_version = OLD.noted_version)", "WHEN (false)")),
    A_VERSION_THAT_WE_FOLLOW_HAS_NO_ENTRY_BESIDE(
            "postgres.ledger.AuditTrailTest#eachChangeHasItsEntry",
            edit(
                    "db/V0008__entries_of_versions.sql",
                    "WHEN (NEW.noted_version = OLD.noted_version)",
                    "WHEN (OLD.noted_version IS NOT NULL)")),
    A_RESTORED_LOG_GOES_ON_BEHIND_ALL_PLACES(
            "postgres.relay.PostgresChangeLogTest#aPlaceInTheLogThatIsAheadOfAllThatIsThereIsGoneOnFromToo",
            edit(
                    "db/V0009__change_log.sql",
                    "greatest((SELECT max(log_position) FROM request), (SELECT max(position) FROM relay_cursor))",
                    "(SELECT max(log_position) FROM request)")),
    THE_LOG_ENDS_BEFORE_WHAT_IS_UNDER_WAY(
            "postgres.relay.PostgresChangeLogTest#nothingIsToldFromBehindWhatIsStillUnderWay",
            edit("sql/relay/changes.sql", " AND log_position < log_end()", "")),
    WHAT_WAS_REFUSED_IS_NOT_TOLD(
            "postgres.relay.PostgresChangeLogTest#whatIsRefusedOrAskedAgainIsNoChange",
            edit(
                    "sql/relay/changes.sql",
                    " WHERE NOT EXISTS (SELECT FROM refusal r WHERE r.practice = page.practice AND r.key = page.key)",
                    "")),
    A_RESTORED_LOG_GOES_ON_BEHIND_ITS_END(
            "postgres.relay.PostgresChangeLogTest#aLedgerThatWasRestoredFromADumpGoesOn",
            edit("db/V0009__change_log.sql", "SET base = base + newest - next_here + 1", "SET base = base")),
    WHAT_WAS_COUNTED_IS_NOT_COUNTED_AGAIN(
            "postgres.statistics.PostgresAppointmentCountsTest#whatWasAddedIsNotAddedAgain",
            edit("sql/statistics/count.sql", "WHERE EXISTS (SELECT FROM heard)\n", "")),
    A_LISTENER_IS_MOVED_ON_FROM_WHERE_IT_IS(
            "postgres.statistics.PostgresAppointmentCountsTest#whatWasAddedIsNotAddedAgain",
            edit("sql/relay/part_heard.sql", " WHERE c.position = $2::bigint", "")),
    BOOK_ALL_TAKES_DIARIES_WHEN_IT_HAS_THE_REQUESTS(
            "postgres.ledger.LockOrderTest#aBookingOfAllLocksInTheOneOrder",
            edit("sql/ledger/book_all.sql", "FROM wanted WHERE (SELECT count(*) FROM claimed) > 0", "FROM wanted")),
    BOOK_ALL_TAKES_SEATS_WHEN_IT_HAS_THE_DIARIES(
            "postgres.ledger.LockOrderTest#aBookingOfAllLocksInTheOneOrder",
            edit(
                    "sql/ledger/book_all.sql",
                    "FROM wanted WHERE (SELECT count(*) FROM fitting) = cardinality($1)",
                    "FROM wanted")),
    BOOK_ALL_SORTS_ITS_DIARIES(
            "postgres.ledger.LockOrderTest#aBookingOfAllLocksInTheOneOrder",
            edit("sql/ledger/book_all.sql", " > 0 ORDER BY practice, patient", " > 0")),
    BOOK_ALL_SORTS_ITS_SEATS(
            "postgres.ledger.LockOrderTest#aBookingOfAllLocksInTheOneOrder",
            edit("sql/ledger/book_all.sql", " ORDER BY practice, day, ordinal", "")),
    BOOK_SORTS_ITS_SEATS(
            "postgres.ledger.LockOrderTest#aBookingOfEachLocksInTheOneOrder",
            edit("sql/ledger/book.sql", " ORDER BY practice, day, ordinal", "")),
    MOVE_SORTS_ITS_DIARIES(
            "postgres.ledger.LockOrderTest#aMoveLocksInTheOneOrder",
            edit("sql/ledger/move.sql", "    ORDER BY d.practice, d.patient\n", "")),
    MOVE_SORTS_ITS_SEATS(
            "postgres.ledger.LockOrderTest#aMoveLocksInTheOneOrder",
            edit("sql/ledger/move.sql", " > 0 ORDER BY practice, new_day, ordinal", " > 0")),
    AMEND_SORTS_ITS_APPOINTMENTS(
            "postgres.ledger.LockOrderTest#anAmendmentLocksInTheOneOrder",
            edit("sql/ledger/part_as_seen.sql", "    ORDER BY a.practice, a.origin_day, a.key\n", "")),
    REFUSE_SORTS_ITS_REQUESTS(
            "postgres.ledger.LockOrderTest#aRefusalLocksInTheOneOrder",
            edit("sql/ledger/part_claimed.sql", " ORDER BY practice, request_key", "")),
    A_CHANGE_OF_A_BOOK_SORTS_ITS_SEATS(
            "postgres.ledger.LockOrderTest#aChangeOfABookLocksItsPracticeAndThenSeatsInTheOneOrder",
            edit("sql/publishing/record_change.sql", "    ORDER BY w.day, w.ordinal\n", "")),
    AMEND_COMPARES_THE_VERSION(
            "postgres.ledger.LedgerFencingTest#ofAmendmentsOfOneVersionAtOnceOneIsMade",
            "postgres.ledger.PostgresLedgerTest#anAmendmentChangesWhatIsSaidAndNothingElse",
            edit("sql/ledger/part_as_seen.sql", " AND a.version = fresh.seen_version", "")),
    AMEND_IS_OF_WHAT_IS_BOOKED(
            "postgres.ledger.LedgerFencingTest#aCancelledAppointmentIsNeitherMovedNorAmended",
            edit("sql/ledger/part_as_seen.sql", " AND a.state = 'BOOKED'", "")),
    BOOK_COUNTS_WHAT_HAS_NOT_BEGUN(
            "postgres.ledger.PostgresLedgerTest#anAppointmentCountsTowardsTheLimitUntilTheInstantBeforeItBegins",
            edit("sql/ledger/part_diary_room.sql", "count(*) FILTER (WHERE s > EXCLUDED.written_at)", "count(*)"),
            edit("sql/ledger/book.sql", "count(*) FILTER (WHERE s > fresh.now) AS future", "count(*) AS future")),
    MOVE_CLAIMS_THE_REQUEST_ID(
            "postgres.ledger.LedgerFencingTest#aMoveSentAgainAfterItsPatientMovedBackMovesNothing",
            claimsAgain(),
            edit("sql/ledger/part_as_seen.sql", " AND a.version = fresh.seen_version", "")),
    MOVE_COMPARES_THE_VERSION(
            "postgres.ledger.LedgerFencingTest#aMoveOfAVersionThatIsGoneMovesNothing",
            edit("sql/ledger/part_as_seen.sql", " AND a.version = fresh.seen_version", "")),
    A_WEEK_THAT_IS_TAKEN_OUT_IS_FROZEN(
            "postgres.retention.RetireStepsTest#whatIsDecidedCannotChangeAnyMore",
            edit(
                    "db/V0007__weeks_taken_out.sql",
                    "    RAISE EXCEPTION",
                    "    IF TG_OP <> 'DELETE' THEN RETURN NEW; END IF;\n    RETURN OLD;\n    RAISE EXCEPTION")),
    A_WEEK_WAITS_FOR_WHOEVER_HAS_NOT_HEARD(
            "postgres.retention.RetireWeeksTest#whatAListenerHasNotHeardHoldsItsWeekBackUntilItHas",
            edit("sql/retention/unheard.sql", "AND EXISTS (", "AND false AND EXISTS (")),
    WHOEVER_HAD_NOTHING_TO_HEAR_IS_NOT_SWITCHED_OFF(
            "postgres.retention.RetireWeeksTest#aListenerThatHadNothingToHearForLongIsNotSwitchedOff",
            edit("sql/retention/unheard.sql", "greatest(c.moved_at, r.requested_at)", "c.moved_at")),
    A_WEEK_STAYS_FOR_APPOINTMENTS_ON_KEPT_DAYS(
            "postgres.retention.RetireWeeksTest#oneThatMovedToAKeptDayAndWasCancelledThereIsHeldToo",
            edit("sql/retention/newer_appointments.sql", "SELECT count(*) FILTER", "SELECT 0 * count(*) FILTER")),
    A_WEEK_STAYS_FOR_LATE_CHANGES(
            "postgres.retention.RetireWeeksTest#whatWasChangedSinceHoldsItsWeekBack",
            edit("sql/retention/newer_appointments.sql", ", count(*) FILTER", ", 0 * count(*) FILTER")),
    A_WEEK_STAYS_FOR_APPOINTMENTS_THAT_WERE_ON_ITS_DAYS(
            "postgres.retention.RetireWeeksTest#aRetryOfAMoveToADayThatIsOverIsAnsweredAsBefore",
            edit(
                    "sql/retention/appointments_elsewhere.sql",
                    "WHERE day < ?::date OR",
                    "WHERE false AND day < ?::date OR false AND")),
    A_WEEK_STAYS_FOR_SEATS_ON_KEPT_DAYS(
            "postgres.retention.RetireWeeksTest#aSeatOnAKeptDayHoldsTheWeekOfItsOwnerWhateverThatSays",
            edit(
                    "sql/retention/seats_of_others.sql",
                    "WHERE origin_day < ?::date OR",
                    "WHERE false AND origin_day < ?::date OR false AND")),
    ENTRIES_STAY_FOR_KEPT_APPOINTMENTS(
            "postgres.retention.RetireWeeksTest#entriesStayAsLongAsTheAppointmentsThatTheyName",
            edit("sql/retention/named_in_entries.sql", "WHERE appointment ~", "WHERE false AND appointment ~")),
    ENTRIES_STAY_THAT_ARE_NEWER(
            "postgres.retention.RetireWeeksTest#anEntryThatIsNewerThanTheLimitHoldsItsWeekBack",
            edit("sql/retention/newer_entries.sql", "WHERE at >= ?", "WHERE false AND at >= ?")),
    YOUNG_REFUSALS_ARE_REMEMBERED(
            "postgres.retention.RetireWeeksTest#aRefusalThatIsYoungerThanTheLimitIsToldAgainThoughItsWeekIsGone",
            edit("sql/retention/forget_requests.sql", "OR NOT EXISTS", "OR true OR NOT EXISTS")),
    DIARIES_OF_WEEKS_THAT_STAY_ARE_REMEMBERED(
            "postgres.retention.RetireWeeksTest#whatIsHeldBackIsMovedAndCancelledAsBefore",
            edit("sql/retention/forget_diaries.sql", "WHERE e >= ?", "WHERE false AND e >= ?"),
            edit("sql/retention/forget_diaries.sql", "d.written_at < ? AND", "(true OR d.written_at < ?) AND"));

    private final Mutation mutation;

    Guard(String test, Edit... edits) {
        this.mutation = Mutation.noticedBy(List.of(test), edits);
    }

    Guard(String test, String otherTest, Edit... edits) {
        this.mutation = Mutation.noticedBy(List.of(test, otherTest), edits);
    }

    Mutation mutation() {
        return mutation;
    }

    private static Edit edit(String file, String original, String mutated) {
        return new Edit(file, original, mutated);
    }

    /** A request that was met before is taken for a new one, whatever statement it is for. */
    private static Edit claimsAgain() {
        return edit(
                "sql/ledger/part_claimed.sql",
                "ON CONFLICT (practice, key) DO NOTHING",
                "ON CONFLICT (practice, key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint");
    }
}
