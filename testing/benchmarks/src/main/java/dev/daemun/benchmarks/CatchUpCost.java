package dev.daemun.benchmarks;

import dev.daemun.resourceserver.withdrawal.Withdrawals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how long a service that starts reads until it knows every withdrawal that matters, and what a reader costs Keycloak that
 * asks again and again. The service runs in this process, and reads a real feed. Its start without any withdrawals is the other half of
 * the comparison.
 */
@Command(name = "catch-up", description = "How long a service that starts reads what was withdrawn.")
final class CatchUpCost implements Runnable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    @Option(names = "--entries", defaultValue = "98600", description = "How many withdrawals matter.")
    private int entries;

    @Option(names = "--starts", defaultValue = "5", description = "How many starts.")
    private int starts;

    @Option(names = "--polls", defaultValue = "2000", description = "How often the reader asks.")
    private int polls;

    @Override
    public void run() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("catch-up", jar -> true)) {
            Reader reader = new Reader(keycloak);
            System.out.printf(
                    "| withdrawals | MB | the stream, s | start of a service until it knows all, s |%n|---|---|---|---|%n");
            // The first start of all also loads classes.
            start(keycloak);
            row(keycloak, reader);
            LoggedEvents.sessionsEnded(keycloak, entries);
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (reader.stream().withdrawals() < entries) {
                pause(end);
            }
            row(keycloak, reader);
            String cursor = reader.stream().cursor();
            reader.poll(cursor, polls);
            long cpu = keycloak.cpu().micros();
            reader.poll(cursor, polls);
            System.out.printf(
                    "%n| | CPU µs at Keycloak |%n|---|---|%n| a reader asks, and nothing is new | %d |%n",
                    (keycloak.cpu().micros() - cpu) / polls);
        }
    }

    private void row(KeycloakUnderTest keycloak, Reader reader) {
        List<Double> streamed = new ArrayList<>();
        List<Double> started = new ArrayList<>();
        Read read = reader.stream();
        for (int i = 0; i < starts; i++) {
            streamed.add(reader.stream().seconds());
            started.add(start(keycloak));
        }
        System.out.printf(
                "| %d | %.1f | %.2f | %.2f |%n",
                read.withdrawals(),
                read.bytes() / 1e6,
                Samples.of(streamed).median(),
                Samples.of(started).median());
    }

    private static double start(KeycloakUnderTest keycloak) {
        long begun = System.nanoTime();
        try (ConfigurableApplicationContext service = ServicesInThisProcess.start(keycloak)) {
            Withdrawals withdrawals = service.getBean(Withdrawals.class);
            while (!withdrawals.ready()) {
                pause(begun + LONGEST_WAIT.toNanos());
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static void pause(long end) {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("It took longer than " + LONGEST_WAIT.toSeconds() + " s.");
        }
        LockSupport.parkNanos(2_000_000);
    }

    /**
     * What a stream has brought until there was nothing more.
     *
     * @param withdrawals how many
     * @param seconds from the request on
     */
    private record Read(String cursor, int withdrawals, long bytes, double seconds) {}

    /** The service's account, without its service. */
    private static final class Reader {
        private static final String WITHDRAWAL = "\"issuedUpTo\"";
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final Feed feed;

        Reader(KeycloakUnderTest keycloak) {
            this.feed = new Feed(keycloak);
        }

        Read stream() {
            HttpRequest request = feed.request(feed.token(), "/stream");
            long begun = System.nanoTime();
            int withdrawals = 0;
            long bytes = 0;
            try (InputStream answer =
                            http.send(request, BodyHandlers.ofInputStream()).body();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
                String cursor = "";
                String line = lines.readLine();
                // It ends before it is complete where the feed itself still has to read the log.
                while (line != null && cursor.isEmpty()) {
                    bytes += line.length() + 1;
                    withdrawals += (line.length() - line.replace(WITHDRAWAL, "").length()) / WITHDRAWAL.length();
                    if (line.contains("\"caughtUp\":true")) {
                        cursor = line.replaceFirst(".*\"cursor\":\"", "").replaceFirst("\".*", "");
                    } else {
                        line = lines.readLine();
                    }
                }
                return new Read(cursor, withdrawals, bytes, (System.nanoTime() - begun) / 1e9);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void poll(String cursor, int times) {
            HttpRequest request = feed.request(feed.token(), "?after=" + cursor);
            for (int i = 0; i < times; i++) {
                try {
                    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException(answer.body());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
