package dev.daemun.benchmarks;

import dev.daemun.benchmarks.service.BenchmarkService;
import dev.daemun.resourceserver.withdrawal.Withdrawals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Several services, each of which reads the feed for itself. Their {@link JwtDecoder} is called as their filter would call it,
 * because a thousand HTTP requests a second would take longer than what is to be measured.
 */
record ServicesInThisProcess(List<ConfigurableApplicationContext> running) implements AutoCloseable {
    /** How long to wait before asking them again: a call takes only microseconds. */
    static final Duration ASKED_EACH = Duration.ofNanos(200_000);

    /** Starts them, and waits until each has read the feed: until then it would refuse every token. */
    static ServicesInThisProcess start(KeycloakUnderTest keycloak, int count) {
        ServicesInThisProcess started = new ServicesInThisProcess(
                IntStream.range(0, count).mapToObj(i -> start(keycloak)).toList());
        started.running.forEach(ServicesInThisProcess::awaitWithdrawals);
        return started;
    }

    /** Starts one without waiting for the feed. */
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

    /** Whether all of them refuse the token. */
    boolean refuse(String token) {
        return running.stream()
                .map(service -> service.getBean(JwtDecoder.class))
                .allMatch(decoder -> refuses(decoder, token));
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    private static void awaitWithdrawals(ConfigurableApplicationContext service) {
        Withdrawals withdrawals = service.getBean(Withdrawals.class);
        long end = System.nanoTime() + LogOuts.LONGEST_WAIT.toNanos();
        while (!withdrawals.ready()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("A service could not read the feed.");
            }
            LockSupport.parkNanos(ASKED_EACH.toNanos());
        }
    }

    private static boolean refuses(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token) == null;
        } catch (JwtException e) {
            return true;
        }
    }
}
