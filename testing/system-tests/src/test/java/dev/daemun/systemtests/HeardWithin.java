package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Measures how long services go on accepting a token after the action that ends its access was answered. The promise is
 * one second. A test fails only after five, since a busy machine says nothing about Daemun; whether the second was kept
 * is read from {@code target/withdrawal-times.csv}, to which each measurement is appended.
 */
final class HeardWithin {
    private static final Path TIMES = Path.of("target", "withdrawal-times.csv");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final String test;
    private final String action;
    private final long ended;

    private HeardWithin(String test, String action, long ended) {
        this.test = test;
        this.action = action;
        this.ended = ended;
    }

    /** To be called as soon as the ending action's answer has come back. */
    static HeardWithin now(Class<?> test, String action) {
        return new HeardWithin(test.getSimpleName(), action, System.nanoTime());
    }

    /**
     * Calls until each call has been answered with 401, and requires the reason in that first refusal. The time that is
     * written down is that of the last to refuse.
     */
    void refused(String reason, List<Supplier<Call.Answer>> calls) {
        List<Supplier<Call.Answer>> accepting = new ArrayList<>(calls);
        until(() -> {
            accepting.removeIf(call -> isRefusal(call.get(), reason));
            return accepting.isEmpty();
        });
        assertThat(calls).as("stays refused").allMatch(call -> call.get().status() == 401);
    }

    /** Waits until everybody has heard. */
    void until(Callable<Boolean> everybodyHasHeard) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(LIMIT)
                .until(everybodyHasHeard);
        Duration heard = Duration.ofNanos(System.nanoTime() - ended);
        write(test, action, heard);
        assertThat(heard).as("time until everybody had heard of: %s", action).isLessThanOrEqualTo(LIMIT);
    }

    private static boolean isRefusal(Call.Answer answer, String reason) {
        if (answer.status() != 401) {
            // A service that can't say how things stand may answer 503 in between; it still has to say 401 in time.
            assertThat(answer.status()).isIn(200, 503);
            return false;
        }
        assertThat(answer.json().path("reason").asText()).isEqualTo(reason);
        return true;
    }

    private static synchronized void write(String test, String action, Duration heard) {
        String row = "%s,%s,%d%n".formatted(test, action.replace(',', ';'), heard.toMillis());
        try {
            Files.createDirectories(TIMES.getParent());
            String header = Files.exists(TIMES) ? "" : "test,action,milliseconds%n".formatted();
            Files.writeString(
                    TIMES, header + row, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
