package org.slotkeeper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slotkeeper.api.Parameter.Type;
import org.slotkeeper.testing.AllRoutes;

class RoutesTest {

    private static final Operation READ = Operation.get("READ", "/a/{id}").declared();
    private static final Operation CHANGE = Operation.put("CHANGE", "/a/{id}").declared();
    private static final Operation LIST = Operation.get("LIST", "/a").declared();
    private static final Operation HOLD = Operation.post("HOLD", "/a/$hold").declared();

    @ParameterizedTest
    @CsvSource({"/a/{id}", "/a/{ods}", "/a/b", "/{x}/{y}", "/{x}/b"})
    void twoThatOneRequestCouldAskForAreRefused(String path) {
        Operation other = Operation.get("OTHER", path).declared();

        for (List<Operation> both : List.of(List.of(READ, other), List.of(other, READ))) {
            assertThatThrownBy(() -> Routes.of(both))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("READ", "OTHER");
        }
    }

    @ParameterizedTest
    @CsvSource({"/a", "/b/{id}", "/a/{id}/c", "/a/$hold", "/a/_history"})
    void twoThatNoRequestCouldConfuseStandTogether(String path) {
        Operation other = Operation.get("OTHER", path).declared();

        assertThat(Routes.of(List.of(READ, other)).operations()).containsExactly(READ, other);
    }

    @Test
    void twoOfOneNameAreRefused() {
        Operation other = Operation.delete("READ", "/elsewhere").declared();

        assertThatThrownBy(() -> Routes.of(List.of(READ, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("READ");
    }

    @Test
    void theOperationsOfAllRoomsHaveEachANumberOfTheirOwn() {
        List<Integer> numbers = AllRoutes.operations().stream()
                .map(operation -> AllRoutes.of(operation).number())
                .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number < AllRoutes.ALL.numbersEnd());
    }

    @Test
    void aDoorThatServesFewerLeavesTheNumbersAsTheyAre() {
        Routes all = Routes.of(List.of(LIST, READ, CHANGE));
        Routes fewer = all.without(List.of(LIST));

        assertThat(fewer.match("GET", "/a")).isEqualTo(new Routes.Match.Unknown());
        assertThat(fewer.of(READ)).isSameAs(all.of(READ));
        assertThat(fewer.numbersEnd()).isEqualTo(all.numbersEnd());
        assertThatThrownBy(() -> fewer.of(LIST)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMethodAndAPathAskForOneOperationWithItsValues() {
        Routes routes = Routes.of(List.of(LIST, READ, CHANGE, HOLD));

        assertThat(routes.match("PUT", "/a/17")).isEqualTo(new Routes.Match.Found(routes.of(CHANGE), List.of("17")));
        assertThat(routes.match("HEAD", "/a/17")).isEqualTo(new Routes.Match.Found(routes.of(READ), List.of("17")));
        assertThat(routes.match("POST", "/a/$hold")).isEqualTo(new Routes.Match.Found(routes.of(HOLD), List.of()));
        assertThat(routes.match("GET", "/a/$hold").toString()).isEqualTo("WrongMethod[allowed=[OPTIONS, POST]]");
        assertThat(routes.match("OPTIONS", "/a/17").toString()).isEqualTo("Methods[allowed=[GET, HEAD, OPTIONS, PUT]]");
        for (String unknown : List.of("/a/", "/a/17/", "a", "/A/17", "", "/")) {
            assertThat(routes.match("GET", unknown)).as(unknown).isEqualTo(new Routes.Match.Unknown());
        }
        assertThat(CHANGE.path(List.of("17"))).isEqualTo("/a/17");
    }

    @Test
    void eachOperationIsAnsweredByOneAndNoOther() {
        Routes routes = Routes.of(List.of(LIST, READ));
        Engine engine = request -> Future.succeededFuture(
                new EngineAnswer(200, Map.of(), Buffer.buffer(request.route().toString()), ""));

        refuses(routes, List.of(Map.of(LIST, engine)), "READ");
        refuses(routes, List.of(Map.of(LIST, engine), Map.of(READ, engine, LIST, engine)), "LIST");
        refuses(routes, List.of(Map.of(LIST, engine, READ, engine, HOLD, engine)), "HOLD");
        Operations operations = new Operations(routes, List.of(Map.of(LIST, engine), Map.of(READ, engine)));
        assertThat(operations
                        .answer(AllRoutes.asking(routes.of(READ), ""))
                        .result()
                        .body())
                .hasToString("READ");
        Route elsewhere = Routes.of(List.of(READ, LIST)).of(READ);
        assertThat(operations.answer(AllRoutes.asking(elsewhere, "")).cause()).hasMessageContaining("READ");
    }

    private static void refuses(Routes routes, List<Map<Operation, Engine>> rooms, String named) {
        assertThatThrownBy(() -> new Operations(routes, rooms))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aDeclarationThatContradictsItselfIsRefused() {
        Parameter one = Parameter.documented("one", Type.STRING, "").alsoAs("uno");
        List<Operation.Declaration> wrong = List.of(
                Operation.get("lower", "/a"),
                Operation.get("A", "a"),
                Operation.get("A", "/a/"),
                Operation.get("A", "/a/{Id}"),
                Operation.get("A", "/a").body(BodyKind.JSON),
                Operation.get("A", "/a").repeatable(),
                Operation.get("A", "/a").parameters(one, Parameter.unlisted("uno")));

        wrong.forEach(
                declaration -> assertThatThrownBy(declaration::declared).isInstanceOf(IllegalArgumentException.class));
    }
}
