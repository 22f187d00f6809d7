package org.slotkeeper.telemetry;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the access log's lines where the logging configuration wants those of {@code access}: each
 * of its events is many lines, written out already.
 */
public final class AccessLines implements LineWriter.Output {

    private static final Logger ACCESS = LoggerFactory.getLogger("access");

    @Override
    public boolean isOn() {
        return ACCESS.isInfoEnabled();
    }

    @Override
    public void write(String lines) throws IOException {
        long failed = ErrorStream.failures();
        ACCESS.info(lines);
        if (ErrorStream.failures() != failed) {
            throw new IOException("the error stream did not take all");
        }
    }
}
