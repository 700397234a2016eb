package dev.daemun.resourceserver.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class EachKindOfFailureIsLoggedOnceTest {
    private final RecordingLog recorded = new RecordingLog();
    private final FailureLog failures = new FailureLog(recorded.log(), "It matters.", "It works again.");

    @Test
    void untilTheWorkSucceedsAgain() {
        for (int i = 0; i < 3; i++) {
            failures.failed(new IOException("a can't be reached", new ConnectException("attempt " + i)));
            failures.failed(new MisconfiguredException("a answered with 403: assign the role"));
            failures.failed(new IllegalStateException("number " + i));
            failures.failed(new OutOfMemoryError("number " + i));
        }
        assertThat(recorded.lines())
                .containsExactly(
                        "warn a can't be reached (java.net.ConnectException: attempt 0). It matters.",
                        "error a answered with 403: assign the role. It matters.",
                        "error java.lang.IllegalStateException: number 0. It matters.",
                        "error java.lang.OutOfMemoryError: number 0. It matters.");
        assertThat(failures.current()).contains("OutOfMemoryError: number 2");

        failures.succeeded();
        failures.succeeded();
        assertThat(failures.current()).isNull();
        failures.failed(new IOException("a can't be reached"));
        assertThat(recorded.lines())
                .hasSize(6)
                .endsWith("info It works again.", "warn a can't be reached. It matters.");
    }

    @Test
    void nothingIsLoggedWhereNothingFailed() {
        failures.succeeded();
        assertThat(recorded.lines()).isEmpty();
    }

    @Test
    void noForgedLineAndNoEndlessOneComesIntoTheLog() {
        failures.failed(new IOException("a\r\nINFO forged\u2028" + "x".repeat(10_000)));
        assertThat(recorded.lines())
                .singleElement()
                .asString()
                .startsWith("warn a??INFO forged?x")
                .hasSizeLessThan(1_100);
    }

    @Test
    void failuresThatAlwaysSaySomethingElseFillNeitherLogNorMemory() {
        for (int i = 0; i < 10_000; i++) {
            failures.failed(new IOException("number " + i));
        }
        assertThat(recorded.lines()).hasSize(50);
        assertThat(failures.current()).isEqualTo("number 9999");
    }
}
