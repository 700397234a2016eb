package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.daemun.localplatform.Login;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** {@code docker compose up}, as an operator has it: PostgreSQL, TLS, secrets of its own. */
@NeedsDocker
@NeedsBrowser
@Tag("own-keycloak")
class TheComposedPlatformKeepsItsPromisesIT {
    private static ComposedPlatform platform;

    @BeforeAll
    static void start() {
        platform = ComposedPlatform.start();
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void onlyTheProxyIsReachedFromOutside() {
        List<String> published = platform.inspect(
                "{{.Name}} {{range $port, $at := .NetworkSettings.Ports}}{{range $at}}" + "{{$port}} {{end}}{{end}}");
        assertThat(published).hasSize(5);
        assertThat(published)
                .filteredOn(part -> part.contains("/tcp"))
                .singleElement()
                .asString()
                .contains("proxy");
    }

    @Test
    void nobodyIsRootAndNothingIsWritable() {
        assertThat(platform.inspect("{{.Config.User}}")).hasSize(5).noneMatch(user -> user.matches("|root|0(:.*)?"));
        assertThat(platform.inspect("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}"
                        + " {{.HostConfig.RestartPolicy.Name}}"))
                .containsOnly("true [ALL] [no-new-privileges:true] unless-stopped");
        assertThat(platform.inspect("{{.HostConfig.Memory}}")).noneMatch("0"::equals);
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithTheNextCall() {
        try (Browser browser = Browser.trustingAnybody("ko-KR");
                Keycloak admin = platform.admin()) {
            RealmResource realm = admin.realm("daemun");
            Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
            String id = create(realm, login);
            List<RoleRepresentation> manager =
                    List.of(realm.roles().get("order-manager").toRepresentation());
            realm.users().get(id).roles().realmLevel().add(manager);
            Page page = browser.page(390, 844);
            signIn(page, login);
            assertThat(page.locator("[data-orders=all]")).isVisible();
            realm.users().get(id).roles().realmLevel().remove(manager);
            order(page, "after the role was taken");
            assertThat(page.locator("[data-notice=access-changed]")).isVisible();
            assertThat(page.locator("[data-orders=own]")).isVisible();
        }
    }

    @Test
    void ordersAndSessionsOutliveEveryRestart() {
        try (Browser browser = Browser.trustingAnybody("en-US")) {
            Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
            try (Keycloak admin = platform.admin()) {
                create(admin.realm("daemun"), login);
            }
            String item = "key " + UUID.randomUUID();
            Page page = browser.page(1280, 900);
            signIn(page, login);
            order(page, item);
            assertThat(ordered(page, item)).isVisible();
            for (String part : List.of("database", "keycloak", "sample-resource-service", "api-gateway", "proxy")) {
                platform.restart(part);
                page.navigate(platform.webApp());
                assertThat(ordered(page, item)).isVisible();
            }
            platform.down();
            platform.up();
            page.navigate(platform.webApp());
            assertThat(ordered(page, item)).isVisible();
            assertThat(platform.inspect("{{.State.OOMKilled}}")).containsOnly("false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KC_DB_PASSWORD", "KC_BOOTSTRAP_ADMIN_PASSWORD", "DAEMUN_GATEWAY_CLIENT_SECRET"})
    void anExampleSecretEndsTheStart(String name) {
        for (String example : List.of("change-me-change-me-change-me", "short", "")) {
            ComposedPlatform.Outcome start =
                    platform.compose("run", "--rm", "--no-deps", "--env", name + "=" + example, "keycloak");
            assertThat(start.status()).isNotZero();
            assertThat(start.output()).contains(name);
        }
    }

    @Test
    void withoutSecretsComposeSaysWhereTheyComeFrom() {
        ComposedPlatform.Outcome start = platform.compose(Map.of("POSTGRES_PASSWORD", ""), "config");
        assertThat(start.status()).isNotZero();
        assertThat(start.output()).contains("POSTGRES_PASSWORD").contains("docker/make-env");
    }

    private static void signIn(Page page, Login login) {
        page.navigate(platform.webApp());
        page.locator(".sign-in .plain").click();
        page.locator("#username").fill(login.username());
        page.locator("#password").fill(login.password());
        page.locator("#kc-login").click();
        assertThat(page.locator("[data-name]")).isVisible();
    }

    private static void order(Page page, String item) {
        page.locator("#item").fill(item);
        page.locator(".order-form button").click();
    }

    private static Locator ordered(Page page, String item) {
        return page.locator("[data-order]").filter(new Locator.FilterOptions().setHasText(item));
    }

    private static String create(RealmResource realm, Login login) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(login.password());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (Response created = realm.users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }
}
