package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RealmRepresentation;

/** Tries the platform of {@code docker compose up} with production's settings: PostgreSQL, TLS, its own secrets. */
@NeedsDocker
@NeedsBrowser
@Order(1)
@ResourceLock(ProductionPlatform.LOCK)
@ExtendWith(LogsOfFailures.class)
class TheComposedPlatformKeepsItsPromisesIT {
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:daemun|http_server|keycloak|spring_cloud|cache|jvm|process)_[a-z_]+\\b");

    private static final int PARTS = 5;

    private static final List<String> UNFIT = List.of("change-me-change-me-change-me", "short");

    private final ComposedStandIns standIns = ProductionPlatform.shared().standIns;
    private final ComposedPlatform platform = ProductionPlatform.shared().containers;

    @Test
    void onlyTheProxyIsReachedFromOutside() {
        Confinement.assertThatOnlyTheProxyIsReached(platform, PARTS);
    }

    @Test
    void nobodyIsRootAndNothingIsWritable() {
        Confinement.assertThatNobodyIsRoot(platform, PARTS);
        assertThat(platform.inspect("{{.HostConfig.ReadonlyRootfs}}")).containsOnly("true");
    }

    /** A JVM that can't use the cache of its image starts without it. */
    @Test
    void servicesStartWithTheCacheOfTheirImage() {
        for (String service : List.of("sample-resource-service", "api-gateway")) {
            assertThat(platform.succeeds("exec", "-T", service, "cat", "/proc/1/maps"))
                    .as(service)
                    .contains("/application/start.aot");
        }
    }

    /** Whoever sends slowly, or stops, would otherwise hold a connection of the proxy's for as long as they like. */
    @Test
    void noHalfRequestHoldsAConnectionOpen() throws IOException {
        List<HalfRequest> begun = new ArrayList<>();
        for (String server : List.of(platform.webApp(), platform.idUrl())) {
            String host = " HTTP/1.1\r\nHost: " + URI.create(server).getAuthority() + "\r\n";
            begun.add(HalfRequest.send(server, "GET /ord"));
            begun.add(HalfRequest.send(server, "GET /" + host + "X-Half: a"));
            begun.add(HalfRequest.send(server, "POST /realms/daemun" + host + "Content-Length: 100\r\n\r\nten bytes."));
        }
        for (HalfRequest half : begun) {
            half.awaitItsEnd();
        }
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithTheNextCall() {
        try (Browser browser = Browser.trustingAnybody("ko-KR");
                Keycloak admin = platform.admin()) {
            RealmResource realm = admin.realm("daemun");
            Customer customer = Customer.create(realm);
            RoleScopeResource roles = realm.users().get(customer.id()).roles().realmLevel();
            roles.add(Customer.manager(realm));
            Page page = browser.page(390, 844);
            customer.signIn(page, platform.webApp());
            assertThat(page.locator("[data-orders=all]")).isVisible();
            roles.remove(Customer.manager(realm));
            Customer.order(page, "after the role was taken");
            assertThat(page.locator("[data-notice=access-changed]")).isVisible();
            assertThat(page.locator("[data-orders=own]")).isVisible();
        }
    }

    @Test
    void aStrangerSignsInThroughKakao() {
        standIns.signInAtKakao(1001);
        try (Browser browser = standIns.browser("ko-KR")) {
            String item = "key " + UUID.randomUUID();
            Page page = browser.page(390, 844);
            page.navigate(platform.webApp());
            page.locator(".sign-in .kakao").click();
            assertThat(page.locator("[data-idp]")).hasAttribute("data-idp", "kakao");
            Customer.order(page, item);
            Customer.seesOrder(page, item);
        }
    }

    @Test
    void whoeverWorksMeanwhileIsToldAndGoesOn() {
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Customer customer = platform.customer();
            Page page = browser.page();
            customer.signIn(page, platform.webApp());
            for (String part : List.of("sample-resource-service", "api-gateway")) {
                platform.kill(part);
                String item = "while " + part + " is away " + UUID.randomUUID();
                Customer.order(page, item);
                assertThat(page.locator(".order-form [role=alert]")).not().isEmpty();
                platform.up();
                // What was typed is still there, so that one click is enough.
                assertThat(page.locator("#item")).hasValue(item);
                Customer.ordersUntilSeen(page, item);
            }
        }
    }

    @Test
    void aServiceThatMovedIsFoundAtOnce() {
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Customer customer = platform.customer();
            Page page = browser.page();
            customer.signIn(page, platform.webApp());
            platform.move("sample-resource-service");
            String item = "after it moved " + UUID.randomUUID();
            Customer.order(page, item);
            Customer.seesOrder(page, item);
        }
    }

    @Test
    void noRegistryIsAskedForWhatIsBuiltHere() throws IOException {
        JsonNode services = new ObjectMapper()
                .readTree(platform.succeeds("config", "--format", "json"))
                .get("services");
        assertThat(services)
                .filteredOn(service -> service.get("image").asText().startsWith("daemun/"))
                .isNotEmpty()
                .allMatch(service -> service.path("pull_policy").asText().equals("never"));
    }

    @Test
    void ordersAndSessionsOutliveEveryRestart() {
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Customer customer = platform.customer();
            String item = "key " + UUID.randomUUID();
            Page page = browser.page(1280, 900);
            customer.signIn(page, platform.webApp());
            Customer.order(page, item);
            Customer.seesOrder(page, item);
            for (String[] parts :
                    new String[][] {{"database"}, {"keycloak", "proxy"}, {"sample-resource-service", "api-gateway"}}) {
                platform.restart(parts);
                page.navigate(platform.webApp());
                Customer.seesOrder(page, item);
            }
            rename("by hand");
            platform.removeContainers();
            platform.up();
            page.navigate(platform.webApp());
            Customer.seesOrder(page, item);
            assertThat(platform.inspect("{{.State.OOMKilled}}")).containsOnly("false");
        }
        assertThat(platform.succeeds("logs", "--no-log-prefix", "realm"))
                .contains("The server has what the files say.");
        try (Keycloak admin = platform.admin()) {
            assertThat(admin.realm("daemun").toRepresentation().getDisplayName())
                    .as("what the realm's files say")
                    .isEqualTo("대문 Daemun");
        }
    }

    private void rename(String displayName) {
        try (Keycloak admin = platform.admin()) {
            RealmRepresentation realm = admin.realm("daemun").toRepresentation();
            realm.setDisplayName(displayName);
            admin.realm("daemun").update(realm);
        }
    }

    @Test
    void whatAlertsAndDashboardsAskForIsMeasured() throws IOException {
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Customer customer = platform.customer();
            platform.succeeds("up", "--detach", "--wait", "prometheus");
            customer.signIn(browser.page(), platform.webApp());
            // Changes outside the realm's files are counted from the first one on.
            rename("by hand");
            rename("대문 Daemun");
            Set<String> asked = new TreeSet<>(Set.of("up"));
            for (String file :
                    List.of("alerts.yml", "grafana/dashboards/identity.json", "grafana/dashboards/services.json")) {
                Matcher name = METRIC.matcher(
                        Files.readString(Path.of("../../docker/observability").resolve(file)));
                while (name.find()) {
                    asked.add(name.group());
                }
            }
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> {
                        for (String metric : asked) {
                            assertThat(query(metric)).as(metric).contains("instance=");
                        }
                        assertThat(query("sum(up)")).contains("=> 3 @");
                    });
        } finally {
            platform.compose("rm", "--stop", "--force", "prometheus");
        }
    }

    @Test
    void alertsFireWhenTheyShould() {
        platform.succeeds(
                "run",
                "--rm",
                "--no-deps",
                "--volume",
                Path.of("../../docker/observability").toAbsolutePath().normalize() + ":/rules:ro",
                "--workdir",
                "/rules",
                "--entrypoint",
                "promtool",
                "prometheus",
                "test",
                "rules",
                "alerts-test.yml");
    }

    /** Unfit secrets: the example's, a short one, and an empty one. */
    @ParameterizedTest
    @CsvSource({
        "database, POSTGRES_PASSWORD KEYCLOAK_DB_PASSWORD ORDERS_DB_PASSWORD",
        "keycloak, KC_BOOTSTRAP_ADMIN_PASSWORD KC_DB_PASSWORD DAEMUN_GATEWAY_CLIENT_SECRET DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET",
        "redis, REDIS_PASSWORD"
    })
    void anUnfitSecretEndsTheStart(String part, String names) {
        List<String> variables = List.of(names.split(" ", -1));
        String output = platform.startWithUnfitValues(part, variables, UNFIT);
        assertThat(output).doesNotContain("STARTED").doesNotContain("change-me-change-me");
        String[] said = output.split("(?m)^== ", -1);
        assertThat(said).hasSize(1 + variables.size() * (UNFIT.size() + 1));
        for (int i = 1; i < said.length; i++) {
            String[] variableAndSentence = said[i].split("\n", 2);
            assertThat(variableAndSentence[1]).contains(variableAndSentence[0]);
        }
    }

    @Test
    void withoutSecretsComposeSaysWhereTheyComeFrom() {
        ComposedPlatform.Outcome start = platform.compose(Map.of("POSTGRES_PASSWORD", ""), "config");
        assertThat(start.status()).isNotZero();
        assertThat(start.output()).contains("POSTGRES_PASSWORD").contains("docker/make-env");
    }

    private String query(String expression) {
        return platform.succeeds(
                "exec", "-T", "prometheus", "promtool", "query", "instant", "http://localhost:9090", expression);
    }
}
