package dev.daemun.brokering;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;

/** What a class logs. */
final class LoggedLines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final java.util.logging.Logger source;
    private final Logger logger;

    LoggedLines(Class<?> of) {
        source = java.util.logging.Logger.getLogger(of.getName());
        logger = Logger.getLogger(of);
    }

    void start() {
        source.addHandler(this);
    }

    Logger logger() {
        return logger;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(
                line.getParameters() == null || line.getParameters().length == 0
                        ? line.getMessage()
                        : String.format(line.getMessage(), line.getParameters()));
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        source.removeHandler(this);
    }
}
