package org.slotkeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class QueryTextTest {

    @Property(tries = 300)
    void whatIsEncodedIsDecodedToTheSame(
            @ForAll @Size(max = 5) List<@NotEmpty @CharRange(from = ' ', to = '~') String> names,
            @ForAll @CharRange(from = '\u00a0', to = '\ud7ff') @CharRange(from = ' ', to = '~') String value) {
        List<Map.Entry<String, String>> parameters =
                names.stream().map(name -> Map.entry(name, value)).toList();
        assertThat(QueryText.decode(QueryText.encode(parameters))).contains(parameters);
    }

    @Property(tries = 500)
    void anyTextIsRefusedOrHasOneMeaning(@ForAll @CharRange(from = 0, to = 255) String text) {
        QueryText.decode(text).ifPresent(parameters -> assertThat(QueryText.decode(QueryText.encode(parameters)))
                .contains(parameters));
    }
}
