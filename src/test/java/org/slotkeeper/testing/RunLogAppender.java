package org.slotkeeper.testing;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import org.jspecify.annotations.Nullable;

/** Writes the log lines of the tests' JVM into the run's output, each as the shipped configuration would write it. */
public final class RunLogAppender extends AppenderBase<ILoggingEvent> {

    private @Nullable Encoder<ILoggingEvent> encoder;

    @Override
    public void start() {
        if (RunOutput.directory().isPresent()) {
            encoder = encoderInService();
            super.start();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        RunOutput.keep(RunOutput.Kind.LOGS, encoder.encode(event));
    }

    private static Encoder<ILoggingEvent> encoderInService() {
        LoggerContext shipped = new LoggerContext();
        shipped.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(shipped);
        try {
            configurator.doConfigure(RunLogAppender.class.getResource("/logback.xml"));
        } catch (JoranException cause) {
            throw new IllegalStateException(cause);
        }
        return ((ConsoleAppender<ILoggingEvent>) shipped.getLogger("ROOT").getAppender("JSON")).getEncoder();
    }
}
