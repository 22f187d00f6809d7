package org.slotkeeper.testing;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes the log lines of the tests' JVM into the run's output, each as the shipped configuration would write it. */
public final class RunLogAppender extends AppenderBase<ILoggingEvent> {

    private static final String ACCESS = "access";

    private @Nullable Encoder<ILoggingEvent> encoder;
    private @Nullable Encoder<ILoggingEvent> accessEncoder;

    @Override
    public void start() {
        if (RunOutput.directory().isPresent()) {
            LoggerContext shipped = ShippedLogging.context();
            encoder = ShippedLogging.lines(shipped).getEncoder();
            accessEncoder = ShippedLogging.batches(shipped);
            super.start();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Encoder<ILoggingEvent> itsOwn = event.getLoggerName().equals(ACCESS) ? accessEncoder : encoder;
        RunOutput.keep(RunOutput.Kind.LOGS, itsOwn.encode(event));
    }
}
