package org.slotkeeper.testing;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;

/** Logging as it is in service, beside that of the tests. */
public final class ShippedLogging {

    private ShippedLogging() {}

    public static LoggerContext context() {
        LoggerContext shipped = new LoggerContext();
        shipped.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(shipped);
        try {
            configurator.doConfigure(ShippedLogging.class.getResource("/logback.xml"));
        } catch (JoranException cause) {
            throw new IllegalStateException(cause);
        }
        return shipped;
    }

    /** What writes the lines of all but the access log. */
    public static ConsoleAppender<ILoggingEvent> lines(LoggerContext shipped) {
        return (ConsoleAppender<ILoggingEvent>) shipped.getLogger("ROOT").getAppender("JSON");
    }

    /** What writes the access log's batches. */
    public static Encoder<ILoggingEvent> batches(LoggerContext shipped) {
        return ((ConsoleAppender<ILoggingEvent>) shipped.getLogger("access").getAppender("ACCESS")).getEncoder();
    }
}
