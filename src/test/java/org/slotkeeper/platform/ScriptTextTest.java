package org.slotkeeper.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptTextTest {

    private final Map<String, String> files = new HashMap<>();

    @Test
    void aPartStandsWhereItIsIncluded() {
        files.put("/sql/a/one.sql", "-- One.\nSELECT\n    -- include part_two.sql\nFROM three\n");
        files.put("/sql/a/part_two.sql", "-- Two.\n    two\n");

        assertThat(textAt("/sql/a/one.sql")).isEqualTo("-- One.\nSELECT\n-- Two.\n    two\nFROM three");
    }

    @Test
    void aPartMayIncludeAnotherOneAndMayStandTwice() {
        files.put("/lua/one.lua", "-- include part_two.lua\n-- include part_three.lua\n");
        files.put("/lua/part_two.lua", "two\n-- include part_three.lua\n");
        files.put("/lua/part_three.lua", "three\n");

        assertThat(textAt("/lua/one.lua")).isEqualTo("two\nthree\nthree");
    }

    @Test
    void aParameterIsTheTextThatIsGiven() {
        files.put("/sql/one.sql", "-- include part_two.sql who = $9; what = origin_day, key, 1\n");
        files.put("/sql/part_two.sql", "SELECT ${what} FROM t WHERE who = ${who} OR also = ${who}\n");

        assertThat(textAt("/sql/one.sql")).isEqualTo("SELECT origin_day, key, 1 FROM t WHERE who = $9 OR also = $9");
    }

    @Test
    void whatAPartIsGivenItMayHandOn() {
        files.put("/sql/one.sql", "-- include part_two.sql who = $9\n");
        files.put("/sql/part_two.sql", "-- include part_three.sql caller = ${who}\n");
        files.put("/sql/part_three.sql", "${caller}\n");

        assertThat(textAt("/sql/one.sql")).isEqualTo("$9");
    }

    @Test
    void aMissingPartIsRefused() {
        files.put("/sql/one.sql", "-- include part_two.sql\n");

        refused("no resource /sql/part_two.sql, which one.sql includes");
    }

    @Test
    void aMissingFileIsRefused() {
        refused("no resource /sql/one.sql");
    }

    @Test
    void aPartThatIncludesItselfIsRefused() {
        files.put("/sql/one.sql", "-- include part_two.sql\n");
        files.put("/sql/part_two.sql", "-- include part_three.sql\n");
        files.put("/sql/part_three.sql", "-- include part_two.sql\n");

        refused("/sql/part_two.sql includes itself, by way of [one.sql, part_two.sql, part_three.sql]");
    }

    @Test
    void aParameterThatIsNotUsedIsRefused() {
        files.put("/sql/one.sql", "-- include part_two.sql who = $9\n");
        files.put("/sql/part_two.sql", "SELECT 1\n");

        refused("/sql/part_two.sql has no use for [who]");
    }

    @Test
    void aParameterThatIsNotGivenIsRefused() {
        files.put("/sql/one.sql", "-- include part_two.sql\n");
        files.put("/sql/part_two.sql", "SELECT ${who}\n");

        refused("/sql/part_two.sql is not given its who");
    }

    @Test
    void aParameterThatIsGivenTwiceIsRefused() {
        files.put("/sql/one.sql", "-- include part_two.sql who = $9; who = $8\n");
        files.put("/sql/part_two.sql", "SELECT ${who}\n");

        refused("not a list of parameters, each once: -- include part_two.sql who = $9; who = $8");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> textAt("/sql/one.sql"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(why);
    }

    private String textAt(String path) {
        return ScriptText.at(path, name -> {
            String text = files.get(name);
            return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        });
    }
}
