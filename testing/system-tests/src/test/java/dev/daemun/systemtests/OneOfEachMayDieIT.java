package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.util.ExceptionUtils;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;

/** Tries the profiles {@code ha} and {@code kafka}: two instances of each part, which exchange events over Kafka. */
@NeedsDocker
@NeedsBrowser
@Order(2)
@ResourceLock(ProductionPlatform.LOCK)
@ExtendWith(LogsOfFailures.class)
class OneOfEachMayDieIT {
    private static final int PARTS = 10;

    private static final ComposedPlatform PLATFORM = ProductionPlatform.shared().containers;

    @BeforeAll
    static void start() {
        PLATFORM.addProfiles("kafka", "ha");
    }

    /** This is the platform's last class. */
    @AfterAll
    static void stop() {
        PLATFORM.removeContainers();
    }

    @Test
    void noneIsRootOrReachedFromOutsideButTheProxy() {
        Confinement.assertThatNobodyIsRoot(PLATFORM, PARTS);
        Confinement.assertThatOnlyTheProxyIsReached(PLATFORM, PARTS);
    }

    @Test
    void eventsAndWithdrawalsTravelOverKafka() {
        try (Browser browser = Browser.trustingAnybody("en-US");
                Keycloak admin = PLATFORM.admin()) {
            RealmResource realm = admin.realm("daemun");
            Customer customer = Customer.create(realm);
            RoleScopeResource roles = realm.users().get(customer.id()).roles().realmLevel();
            roles.add(Customer.manager(realm));
            Page page = browser.page();
            customer.signIn(page, PLATFORM.webApp());
            awaitInTopic("identity-daemun", customer.id());
            assertThat(page.locator("[data-orders=all]")).isVisible();

            roles.remove(Customer.manager(realm));
            awaitInTopic("withdrawals-daemun", customer.id());
            Customer.order(page, "after the role was taken");
            assertThat(page.locator("[data-notice=access-changed]")).isVisible();
        }
    }

    @Test
    void peopleSignInAndOrderWhicheverHalfIsLeft() {
        Customer customer = PLATFORM.customer();
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Page page = browser.page();
            customer.signIn(page, PLATFORM.webApp());
            for (String[] half : new String[][] {
                {"keycloak", "api-gateway", "sample-resource-service"},
                {"keycloak-2", "api-gateway-2", "sample-resource-service-2"}
            }) {
                try (Arrivals arrivals = new Arrivals()) {
                    arrivals.awaitMore();
                    PLATFORM.kill(half);
                    arrivals.awaitMore();
                    String item = half[0] + " " + UUID.randomUUID();
                    Customer.order(page, item);
                    Customer.seesOrder(page, item);
                } finally {
                    PLATFORM.up();
                }
            }
        }
    }

    @Test
    void aRedisThatMovedIsFoundByBothGateways() {
        PLATFORM.move("redis");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(PLATFORM.succeeds(
                                        "exec",
                                        "-T",
                                        "redis",
                                        "sh",
                                        "-c",
                                        "REDISCLI_AUTH=$REDIS_PASSWORD redis-cli client list")
                                .lines()
                                .filter(client -> client.contains("lib-name=Lettuce")))
                        .hasSize(2));
    }

    /**
     * Records are not compressed, so their content can be found in the broker's files. The withdrawals' topic begins
     * another file after ten minutes.
     */
    private static void awaitInTopic(String topic, String personId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> PLATFORM.compose(
                                        "exec",
                                        "-T",
                                        "kafka",
                                        "sh",
                                        "-c",
                                        "grep -q " + personId + " /var/lib/kafka/data/" + topic + "-0/*.log")
                                .status()
                        == 0);
    }

    /** Signs people in one after the other, each with a new browser; the second attempt must succeed. */
    private static final class Arrivals implements AutoCloseable {
        private final Customer customer = PLATFORM.customer();
        private final AtomicInteger arrived = new AtomicInteger();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean failedTwice = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Thread thread = new Thread(this::run, "arrivals");

        private Arrivals() {
            thread.start();
        }

        void awaitMore() {
            int before = arrived.get();
            await().atMost(Duration.ofMinutes(2)).until(() -> arrived.get() >= before + 2 || failedTwice.get());
            assertThat(failedTwice)
                    .as(() -> failures.stream()
                            .map(ExceptionUtils::readStackTrace)
                            .collect(joining("\n")))
                    .isFalse();
        }

        private void run() {
            while (!closed.get()) {
                boolean first = signsIn();
                if (first || signsIn()) {
                    arrived.incrementAndGet();
                } else {
                    failedTwice.set(true);
                }
            }
        }

        private boolean signsIn() {
            try (Browser browser = Browser.trustingAnybody("en-US")) {
                Page page = browser.page();
                try {
                    customer.signIn(page, PLATFORM.webApp());
                    return true;
                } catch (PlaywrightException | AssertionError e) {
                    failures.add(new AssertionError(
                            page.url() + ": " + page.locator("body").innerText(), e));
                    return false;
                }
            }
        }

        @Override
        public void close() {
            closed.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
