package org.slotkeeper.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests that takes long, because it breaks real processes or tries very many cases. {@code ./mvnw verify} runs all of them in its second part; with {@code -Dquick} they are left out, and the run says which.
 */
@Tag(Trial.TAG)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Trial {

    /** By which the build tells its two parts from each other. */
    String TAG = "trial";

    /** What is tried, in a few words. */
    String value();
}
