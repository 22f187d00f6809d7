package org.slotkeeper.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger says while a test listens to it. */
public final class Said implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private Said(Logger logger) {
        this.logger = logger;
        lines.start();
        logger.addAppender(lines);
    }

    /** From now on. */
    public static Said by(Class<?> type) {
        return by(type.getName());
    }

    public static Said by(String logger) {
        return new Said((Logger) LoggerFactory.getLogger(logger));
    }

    public Logger logger() {
        return logger;
    }

    public List<ILoggingEvent> lines() {
        return List.copyOf(lines.list);
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
