package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.testcontainers.containers.GenericContainer;

/** Two gateways share their rate limits through Redis. Without Redis they refuse nobody. */
@NeedsDocker
@ResourceLock(TestPlatform.LOCK)
class TwoGatewaysCountTogetherIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final int REDIS_PORT = 6379;
    private static final GenericContainer<?> REDIS = new GenericContainer<>(image()).withExposedPorts(REDIS_PORT);
    private static ServiceProcess first;
    private static ServiceProcess second;

    /** The Redis image of {@code docker-compose.yml}, the only place that names its version. */
    private static String image() {
        try (var lines = Files.lines(Path.of("../../docker-compose.yml"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("image: redis:"))
                    .map(line -> line.substring("image: ".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void start() {
        REDIS.start();
        first = startGateway("first-gateway");
        second = startGateway("second-gateway");
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        REDIS.stop();
    }

    @Test
    void whatOneHasCountedTheOtherKnows() {
        long started = System.nanoTime();
        int answered = 0;
        for (int i = 0; i < 20; i++) {
            answered += status(first) == 401 ? 1 : 0;
            answered += status(second) == 401 ? 1 : 0;
        }
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds() + 1;
        // Two requests at once, and one more each second.
        assertThat(answered).isBetween(2, (int) (2 + seconds));

        REDIS.stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> status(first) == 401);
        await().atMost(Duration.ofSeconds(20)).until(() -> status(second) == 401);
    }

    /** Calls without a token, which the limit counts too. */
    private static int status(ServiceProcess gateway) {
        return Call.to(gateway.url() + "/api/me").get().status();
    }

    private static ServiceProcess startGateway(String name) {
        Map<String, String> settings = new HashMap<>(PLATFORM.keycloak.trust());
        settings.put("DAEMUN_ISSUER", PLATFORM.keycloak.issuer());
        settings.put("DAEMUN_GATEWAY_LIMITS_PERADDRESS", "1");
        settings.put(
                "DAEMUN_GATEWAY_LIMITS_REDISURI", "redis://" + REDIS.getHost() + ":" + REDIS.getMappedPort(REDIS_PORT));
        return Services.gateway(name, settings);
    }
}
