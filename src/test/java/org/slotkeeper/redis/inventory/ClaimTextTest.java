package org.slotkeeper.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slotkeeper.platform.ScriptText;
import org.slotkeeper.testing.RedisTalk;
import org.slotkeeper.testing.Stores;

/** What the scripts find in the text of a claim is what Java finds there, and what they write is read as it was meant. */
final class ClaimTextTest {

    private static final String EXPIRES = "1795564800123";
    private static final String SINCE = "1795564680456";
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz";
    private static final String PATIENT = "PatientPATIENT-_";
    private static final String PLACER = "Placer-PLACER-PL";
    private static final String REQUEST = "0123456789abcdeffedcba9876543210";
    private static final String START = "H" + EXPIRES + SINCE;
    private static final String TEXT = START + KEY + PATIENT + REQUEST + "0001700018";

    @Test
    void theScriptsFindEachValueWhereJavaDoes() {
        ClaimText claim = new ClaimText(TEXT);

        assertThat(said("return {kind_of(ARGV[1]), expires_of(ARGV[1]), since_text_of(ARGV[1]), key_of(ARGV[1]),"
                        + " patient_of(ARGV[1]), request_of(ARGV[1]), placer_of(ARGV[1]),"
                        + " first_ordinal_of(ARGV[1]), ARGV[1]:sub(ORDINALS_AT)}"))
                .containsExactly(
                        String.valueOf(claim.kind()),
                        Texts.millis(claim.expiresAt()),
                        claim.since(),
                        claim.key(),
                        claim.patientMark(),
                        claim.request(),
                        claim.placerMark(),
                        Texts.ordinals(claim.ordinals().subList(0, 1)),
                        Texts.ordinals(claim.ordinals()));
    }

    @Test
    void javaFindsWhatWasPutThere() {
        ClaimText claim = new ClaimText(TEXT);

        assertThat(claim.kind()).isEqualTo(ClaimText.HOLD);
        assertThat(claim.expiresAt()).isEqualTo(Instant.ofEpochMilli(Long.parseLong(EXPIRES)));
        assertThat(claim.since()).isEqualTo(SINCE);
        assertThat(claim.key()).isEqualTo(KEY);
        assertThat(claim.patientMark()).isEqualTo(PATIENT);
        assertThat(claim.request()).isEqualTo(REQUEST);
        assertThat(claim.ordinals()).containsExactly(17, 18);
    }

    @Test
    void whatAScriptMakesOfAnOwnerIsReadBack() {
        String owner = ClaimText.owner(KEY, PATIENT, ClaimText.placedBy(PLACER, REQUEST));
        ClaimText claim = new ClaimText(
                said("return claim_start('C', '" + EXPIRES + "', '" + SINCE + "', '" + owner + "') .. '00017'")
                        .get(0));

        assertThat(claim.isConfirm()).isTrue();
        assertThat(claim.key()).isEqualTo(KEY);
        assertThat(claim.patientMark()).isEqualTo(PATIENT);
        assertThat(claim.placerMark()).isEqualTo(PLACER);
        assertThat(claim.ordinals()).containsExactly(17);
        assertThat(claim.text()).hasSize(ClaimText.ONE_SEAT_WIDTH);
    }

    @Test
    void whatAScriptPutsAnewLeavesEverythingElse() {
        assertThat(said("return {with_kind(ARGV[1], 'C'), with_expires(ARGV[1], '" + SINCE + "'),"
                        + " with_since(ARGV[1], '" + EXPIRES + "'), with_placer(ARGV[1], '" + PLACER + "')}"))
                .containsExactly(
                        TEXT.replaceFirst("H", "C"),
                        TEXT.replace(EXPIRES, SINCE),
                        TEXT.replace(SINCE, EXPIRES),
                        TEXT.replace(REQUEST, PLACER + REQUEST.substring(PLACER.length())));
    }

    private static List<String> said(String lua) {
        String script = ScriptText.at("/lua/part_claim_text.lua") + "\n" + ScriptText.at("/lua/part_claim_edits.lua")
                + "\n" + lua;
        return new ArrayList<>(RedisTalk.say(Stores.redis(), "EVAL", script, "0", TEXT));
    }
}
