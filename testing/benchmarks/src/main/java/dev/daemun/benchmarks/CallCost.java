package dev.daemun.benchmarks;

import dev.daemun.localplatform.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.representations.idm.RealmRepresentation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A tiny call behind Daemun's starter against the same call left open, behind Spring Boot's default, and introspected. */
@Command(name = "call", description = "What verifying a token adds to a call.")
final class CallCost implements Runnable {
    private static final int NEW_TOKENS = 4_000;
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String OPAQUE = "spring.security.oauth2.resourceserver.opaquetoken.";

    @Mixin
    private Rounds rounds;

    @Option(names = "--connections", defaultValue = "16", description = "How many call at the same time.")
    private int connections;

    @Override
    public void run() {
        Placement.pinThisProcess();
        try (TestIssuer es256 = TestIssuer.es256();
                TestIssuer rs256 = TestIssuer.rs256();
                KeycloakUnderTest keycloak = KeycloakUnderTest.start("call", jar -> true)) {
            List<Subject> subjects = subjects(es256, rs256, keycloak);
            try {
                rounds.run((round, length, counts) ->
                        subjects.forEach(subject -> subject.measure(connections, length, counts)));
                print(subjects);
            } finally {
                subjects.forEach(Subject::close);
            }
        }
    }

    private static List<Subject> subjects(TestIssuer es256, TestIssuer rs256, KeycloakUnderTest keycloak) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject("left open", CallCost::withoutDaemun, Map.of("open", "true"), seen(es256)));
        for (TestIssuer issuer : List.of(es256, rs256)) {
            String algorithm = issuer.algorithm() + ", ";
            subjects.add(new Subject(
                    algorithm + "Spring Boot's default",
                    CallCost::withoutDaemun,
                    settings(issuer),
                    fresh(issuer::plainToken)));
            subjects.add(new Subject(algorithm + "Daemun, token seen", path -> true, settings(issuer), seen(issuer)));
            subjects.add(
                    new Subject(algorithm + "Daemun, token new", path -> true, small(issuer), fresh(issuer::token)));
        }
        subjects.add(new Subject(
                "ES256, Daemun, token new, no native provider",
                CallCost::withoutNative,
                small(es256),
                fresh(es256::token)));
        RealmRepresentation realm = keycloak.realm().toRepresentation();
        // Longer than all rounds take.
        realm.setAccessTokenLifespan((int) Duration.ofHours(1).toSeconds());
        keycloak.realm().update(realm);
        String token = keycloak.webApp()
                .signIn(new Login("demo-member", "demo-password"))
                .accessToken();
        subjects.add(new Subject(
                "introspection by Keycloak",
                CallCost::withoutDaemun,
                Map.of(
                        OPAQUE + "introspection-uri", keycloak.issuer() + "/protocol/openid-connect/token/introspect",
                        OPAQUE + "client-id", KeycloakUnderTest.SERVICE,
                        OPAQUE + "client-secret", KeycloakUnderTest.SECRET),
                number -> token));
        return subjects;
    }

    private static boolean withoutDaemun(String path) {
        return withoutNative(path) && !path.contains("resource-server-starter");
    }

    private static boolean withoutNative(String path) {
        return !path.contains("AmazonCorretto");
    }

    private static Map<String, String> settings(TestIssuer issuer) {
        return Map.of(
                JWT + "issuer-uri", issuer.url(),
                JWT + "audiences", KeycloakUnderTest.SERVICE,
                JWT + "jws-algorithms", issuer.algorithm());
    }

    /** So few remembered tokens that each comes as if it were new. */
    private static Map<String, String> small(TestIssuer issuer) {
        Map<String, String> settings = new HashMap<>(settings(issuer));
        settings.put("daemun.resource-server.token-cache.max-entries", "1");
        return settings;
    }

    private static LongFunction<String> seen(TestIssuer issuer) {
        String token = issuer.token();
        return number -> token;
    }

    private static LongFunction<String> fresh(Supplier<String> issue) {
        List<String> tokens = Stream.generate(issue).limit(NEW_TOKENS).toList();
        return number -> tokens.get((int) (number % NEW_TOKENS));
    }

    private static void print(List<Subject> subjects) {
        Series open = subjects.get(0).series;
        System.out.printf("%s%n%n", Placement.describe());
        System.out.printf("| | requests/s | of open | CPU µs a request | added | p50 ms | p99 ms |%n"
                + "|---|---|---|---|---|---|---|%n");
        for (Subject subject : subjects) {
            System.out.printf(
                    "| %s | %.0f | %.2f | %.1f | %+.1f | %.2f | %.2f |%n",
                    subject.name,
                    subject.series.rate(),
                    subject.series.rate() / open.rate(),
                    subject.series.cpu(),
                    subject.series.cpu() - open.cpu(),
                    subject.series.latency(50),
                    subject.series.latency(99));
        }
    }

    /** One way to guard the call. */
    private static final class Subject implements AutoCloseable {
        private final String name;
        private final ServiceUnderTest service;
        private final LongFunction<String> token;
        private final Series series = new Series();

        Subject(String name, Predicate<String> classPath, Map<String, String> settings, LongFunction<String> token) {
            this.name = name;
            this.token = token;
            this.service = ServiceUnderTest.start(name, classPath, settings);
            service.awaitListening();
        }

        void measure(int connections, Duration length, boolean counts) {
            long before = service.cpu().micros();
            HttpLoad.Result result = new HttpLoad(service.port(), "/me", connections, token).run(length);
            if (counts) {
                series.add(
                        result.rate(), (service.cpu().micros() - before) / (double) result.requests(), result.millis());
            }
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
