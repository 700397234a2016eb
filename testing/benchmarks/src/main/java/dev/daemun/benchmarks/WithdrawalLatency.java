package dev.daemun.benchmarks;

import dev.daemun.benchmarks.KeycloakUnderTest.Person;
import dev.daemun.benchmarks.service.BenchmarkService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures from the answer to an administrator's log-out until the last of several services refuses the token. The services
 * run in this process, and each reads the feed for itself. Their {@link JwtDecoder} is called as their filter would call it,
 * because a thousand HTTP requests a second would take longer than what is to be measured.
 */
@Command(name = "withdrawal", description = "How long until the last service refuses a withdrawn token.")
final class WithdrawalLatency implements Runnable {
    private static final Duration ASKED_IN_MEMORY = Duration.ofNanos(200_000);
    private static final Duration ASKED_OVER_HTTP = Duration.ofMillis(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Option(names = "--services", split = ",", defaultValue = "1,10,50", description = "How many services.")
    private List<Integer> services;

    @Option(
            names = "--withdrawals",
            defaultValue = "100",
            description = "How many log-outs for each number of services.")
    private int withdrawals;

    @Option(names = "--fewer", defaultValue = "20", description = "How many log-outs by introspection, and by ssf.")
    private int fewer;

    @Override
    public void run() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("withdrawal", jar -> true)) {
            System.out.printf(
                    "| until the last refuses | p50 ms | p99 ms | max ms | still accepted after 10 s |%n|---|---|---|---|---|%n");
            for (int count : services) {
                measureFeed(keycloak, count);
            }
            print(
                    "introspection at each call",
                    measure(keycloak, "introspected", fewer, ASKED_OVER_HTTP, token -> !active(keycloak, token)));
            print("Keycloak's ssf at its defaults, 1 receiver", ssf());
            // Computed, not measured: where a log-out reaches no service, a token is accepted until it expires, and
            // log-outs
            // come at any moment of its life.
            double lifetime = keycloak.realm().toRepresentation().getAccessTokenLifespan() * 1e3;
            System.out.printf("| expiry alone | %.0f | %.0f | %.0f | |%n", lifetime / 2, lifetime * 0.99, lifetime);
        }
    }

    private Refusals ssf() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                "ssf", jar -> true, new KeycloakUnderTest.Additions(SsfPush.OPTIONS, Map.of(), List.of()))) {
            return new Refusals(new SsfPush(keycloak).measure(fewer), 0);
        }
    }

    private void measureFeed(KeycloakUnderTest keycloak, int count) {
        List<ConfigurableApplicationContext> running =
                IntStream.range(0, count).mapToObj(i -> start(keycloak)).toList();
        List<JwtDecoder> decoders = running.stream()
                .map(context -> context.getBean(JwtDecoder.class))
                .toList();
        print(
                "feed, " + count + " services",
                measure(keycloak, "of-" + count, withdrawals, ASKED_IN_MEMORY, new RefusedByAll(decoders)));
        running.forEach(ConfigurableApplicationContext::close);
    }

    private static Refusals measure(
            KeycloakUnderTest keycloak, String name, int withdrawals, Duration between, Predicate<String> refused) {
        List<Double> millis = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < withdrawals; i++) {
            Person person = keycloak.person(name + "-" + i);
            String token = keycloak.webApp().signIn(person.login()).accessToken();
            if (refused.test(token)) {
                throw new IllegalStateException("A fresh token is refused.");
            }
            CountDownLatch watching = new CountDownLatch(1);
            CompletableFuture<OptionalLong> lastRefusal = CompletableFuture.supplyAsync(
                    () -> {
                        watching.countDown();
                        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
                        while (System.nanoTime() < end) {
                            if (refused.test(token)) {
                                return OptionalLong.of(System.nanoTime());
                            }
                            LockSupport.parkNanos(between.toNanos());
                        }
                        return OptionalLong.empty();
                    },
                    // Not in the common pool, whose only thread it would take from the services in this process.
                    watcher -> new Thread(watcher).start());
            await(watching);
            keycloak.realm().users().get(person.id()).logout();
            long answered = System.nanoTime();
            // Some services refuse before the administrator has the answer.
            OptionalLong refusal = lastRefusal.join();
            if (refusal.isPresent()) {
                millis.add(Math.max(0, (refusal.getAsLong() - answered) / 1e6));
            } else {
                accepted++;
            }
        }
        return new Refusals(Samples.of(millis), accepted);
    }

    static ConfigurableApplicationContext start(KeycloakUnderTest keycloak) {
        return new SpringApplicationBuilder(BenchmarkService.class)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "warn",
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                        keycloak.issuer(),
                        "spring.security.oauth2.resourceserver.jwt.audiences",
                        KeycloakUnderTest.SERVICE,
                        "daemun.resource-server.revocation-feed.uri",
                        keycloak.issuer() + "/revocation-feed/withdrawals",
                        "daemun.resource-server.revocation-feed.client-id",
                        KeycloakUnderTest.SERVICE,
                        "daemun.resource-server.revocation-feed.client-secret",
                        KeycloakUnderTest.SECRET))
                .run();
    }

    private static boolean active(KeycloakUnderTest keycloak, String token) {
        return new FormPost(
                        keycloak.issuer() + "/protocol/openid-connect/token/introspect",
                        Map.of(
                                "client_id", KeycloakUnderTest.SERVICE,
                                "client_secret", KeycloakUnderTest.SECRET,
                                "token", token))
                .send()
                .path("active")
                .asBoolean();
    }

    private static void print(String what, Refusals refusals) {
        Samples millis = refusals.millis();
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %d |%n",
                what, millis.median(), millis.percentile(99), millis.max(), refusals.stillAccepted());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Refusals(Samples millis, int stillAccepted) {}

    private record RefusedByAll(List<JwtDecoder> decoders) implements Predicate<String> {
        @Override
        public boolean test(String token) {
            return decoders.stream().allMatch(decoder -> refuses(decoder, token));
        }

        private static boolean refuses(JwtDecoder decoder, String token) {
            try {
                return decoder.decode(token) == null;
            } catch (JwtException e) {
                return true;
            }
        }
    }
}
