package dev.daemun.systemtests;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints what the parts of {@link ProductionPlatform} logged last when a test on it fails: the containers end with the tests. */
final class LogsOfFailures implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext test, Throwable failure) {
        System.out.printf(
                "Logged before %s failed:%n%s%n",
                test.getDisplayName(),
                ProductionPlatform.shared()
                        .containers
                        .compose("logs", "--tail", "40")
                        .output());
    }
}
