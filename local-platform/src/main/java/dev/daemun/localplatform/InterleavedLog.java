package dev.daemun.localplatform;

import java.io.PrintStream;
import java.util.function.Consumer;

/** One log of many processes: whole lines, each with the name of the process before it. */
public record InterleavedLog(PrintStream out) {
    /** Where the lines of one process go. */
    public Consumer<String> of(String process) {
        return line -> out.println(String.format("%-23s| %s", process, line));
    }
}
