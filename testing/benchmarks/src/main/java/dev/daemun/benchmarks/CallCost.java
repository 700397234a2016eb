package dev.daemun.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.localplatform.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.RealmRepresentation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures what verifying the token adds to a small call: by Daemun's starter, by Spring Boot's default and by introspection,
 * each against the same call without any check.
 */
@Command(name = "call", description = "What verifying a token adds to a call.")
final class CallCost implements Runnable {
    private static final int NEW_TOKENS = 4_000;
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final String OPAQUE = "spring.security.oauth2.resourceserver.opaquetoken.";

    @Mixin
    private CallRounds rounds;

    @Option(names = "--seen", description = "Only tokens that were seen before, which needs no Keycloak.")
    private boolean seen;

    @Option(
            names = "--beside",
            paramLabel = "JAR",
            description = "With --seen: also the starter of another build, such as the one before a change.")
    private @Nullable Path beside;

    @Override
    public void run() {
        Placement.pinThisProcess();
        if (seen) {
            try (AccessTokens es256 = AccessTokens.signedBy(JWSAlgorithm.ES256)) {
                measure(seen(es256));
            }
            return;
        }
        try (AccessTokens es256 = AccessTokens.signedBy(JWSAlgorithm.ES256);
                AccessTokens rs256 = AccessTokens.signedBy(JWSAlgorithm.RS256);
                KeycloakUnderTest keycloak = KeycloakUnderTest.start("call", jar -> true)) {
            measure(subjects(es256, rs256, keycloak));
        }
    }

    private void measure(List<MeasuredCall> subjects) {
        try {
            rounds.measure(subjects);
            print(subjects);
        } finally {
            subjects.forEach(MeasuredCall::close);
        }
    }

    private List<MeasuredCall> seen(AccessTokens tokens) {
        List<MeasuredCall> subjects = new ArrayList<>();
        subjects.add(call("left open", Jars::withoutDaemun, Map.of("open", "true"), tokens.same()));
        subjects.add(call("token seen", path -> true, settings(tokens), tokens.same()));
        Map<String, String> anew = new HashMap<>(settings(tokens));
        anew.put("daemun.resource-server.token-cache.remember-callers", "false");
        subjects.add(call("token seen, callers not remembered", path -> true, anew, tokens.same()));
        if (beside != null) {
            subjects.add(call(
                    "token seen, the other build",
                    path -> !path.contains("resource-server-starter"),
                    settings(tokens),
                    tokens.same(),
                    beside));
        }
        return subjects;
    }

    private static List<MeasuredCall> subjects(AccessTokens es256, AccessTokens rs256, KeycloakUnderTest keycloak) {
        List<MeasuredCall> subjects = new ArrayList<>();
        subjects.add(call("left open", Jars::withoutDaemun, Map.of("open", "true"), es256.same()));
        for (AccessTokens tokens : List.of(es256, rs256)) {
            String algorithm = tokens.algorithm() + ", ";
            subjects.add(call(
                    algorithm + "Spring Boot's default",
                    Jars::withoutDaemun,
                    settings(tokens),
                    AccessTokens.different(NEW_TOKENS, tokens::plainToken)));
            subjects.add(call(algorithm + "Daemun, token seen", path -> true, settings(tokens), tokens.same()));
            subjects.add(call(
                    algorithm + "Daemun, token new",
                    path -> true,
                    small(tokens),
                    AccessTokens.different(NEW_TOKENS, tokens::token)));
        }
        subjects.add(call(
                "ES256, Daemun, token new, no native provider",
                Jars::withoutNative,
                small(es256),
                AccessTokens.different(NEW_TOKENS, es256::token)));
        RealmRepresentation realm = keycloak.realm().toRepresentation();
        // Longer than all rounds take.
        realm.setAccessTokenLifespan((int) Duration.ofHours(1).toSeconds());
        keycloak.realm().update(realm);
        String token = keycloak.webApp()
                .signIn(new Login("demo-member", "demo-password"))
                .accessToken();
        subjects.add(call(
                "introspection by Keycloak",
                Jars::withoutDaemun,
                Map.of(
                        OPAQUE + "introspection-uri", keycloak.issuer() + "/protocol/openid-connect/token/introspect",
                        OPAQUE + "client-id", KeycloakUnderTest.SERVICE,
                        OPAQUE + "client-secret", KeycloakUnderTest.SECRET),
                number -> token));
        subjects.add(springAddons(es256));
        addWebFlux(subjects, es256);
        return subjects;
    }

    /** The starter of ch4mpy/spring-addons, with the token's {@code roles} as authorities, as Daemun's has them. */
    private static MeasuredCall springAddons(AccessTokens tokens) {
        String issuer = "com.c4-soft.springaddons.oidc.ops[0].";
        return call(
                tokens.algorithm() + ", spring-addons",
                Jars::withoutDaemun,
                Map.of(
                        issuer + "iss",
                        tokens.issuer().uri(),
                        issuer + "aud",
                        KeycloakUnderTest.SERVICE,
                        issuer + "authorities[0].path",
                        "$.roles"),
                AccessTokens.different(NEW_TOKENS, tokens::plainToken),
                Jars.in("other-starter"));
    }

    private static void addWebFlux(List<MeasuredCall> subjects, AccessTokens es256) {
        subjects.add(call(
                "WebFlux, left open",
                path -> Jars.withoutDaemun(path) && Jars.withoutServlets(path),
                Map.of("open-reactive", "true"),
                es256.same()));
        subjects.add(call(
                "WebFlux, ES256, Spring Boot's default",
                path -> Jars.withoutDaemun(path) && Jars.withoutServlets(path),
                settings(es256),
                AccessTokens.different(NEW_TOKENS, es256::plainToken)));
        subjects.add(call("WebFlux, ES256, Daemun, token seen", Jars::withoutServlets, settings(es256), es256.same()));
        subjects.add(call(
                "WebFlux, ES256, Daemun, token new",
                Jars::withoutServlets,
                small(es256),
                AccessTokens.different(NEW_TOKENS, es256::token)));
    }

    private static Map<String, String> settings(AccessTokens tokens) {
        return Map.of(
                JWT + "issuer-uri", tokens.issuer().uri(),
                JWT + "audiences", KeycloakUnderTest.SERVICE,
                JWT + "jws-algorithms", tokens.algorithm());
    }

    /** The cache keeps a single token, so that every token is verified as if it were new. */
    private static Map<String, String> small(AccessTokens tokens) {
        Map<String, String> settings = new HashMap<>(settings(tokens));
        settings.put("daemun.resource-server.token-cache.max-entries", "1");
        return settings;
    }

    private static void print(List<MeasuredCall> subjects) {
        System.out.printf("%s%n%n", Placement.describe());
        System.out.printf("| | requests/s | of open | CPU µs a request | added | p50 ms | p99 ms | heap MB |%n"
                + "|---|---|---|---|---|---|---|---|%n");
        Series open = subjects.get(0).series;
        for (MeasuredCall subject : subjects) {
            if (subject.name.endsWith("left open")) {
                // WebFlux has one of its own.
                open = subject.series;
            }
            System.out.printf(
                    "| %s | %.0f | %.2f | %.1f | %+.1f | %.2f | %.2f | %.0f |%n",
                    subject.name,
                    subject.series.rate(),
                    subject.series.rate() / open.rate(),
                    subject.series.cpu(),
                    subject.series.cpu() - open.cpu(),
                    subject.series.latency(50),
                    subject.series.latency(99),
                    subject.heapMegabytes());
        }
    }

    private static MeasuredCall call(
            String name,
            Predicate<String> classPath,
            Map<String, String> settings,
            LongFunction<String> token,
            Path... others) {
        ServiceUnderTest service = ServiceUnderTest.start(name, classPath, settings, others);
        service.awaitListening();
        return new MeasuredCall(name, service::close, service.cpu(), service.port(), "/me", token);
    }
}
