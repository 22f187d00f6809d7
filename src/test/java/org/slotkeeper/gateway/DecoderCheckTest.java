package org.slotkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecoderCheckTest {

    @Test
    void ourDecoderIsTheOneThatIsLoaded() {
        assertThatCode(DecoderCheck::requireOurs).doesNotThrowAnyException();
    }

    @Test
    void withTheDecoderOfVertxInItsPlaceTheStartIsRefused() throws Exception {
        URL[] jarsOnly = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(DecoderCheckTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader stock = new URLClassLoader(jarsOnly, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> DecoderCheck.requireOurs(stock))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before vertx-core on the class path");
        }
    }

    private static URL url(String path) {
        try {
            return java.nio.file.Path.of(path).toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
