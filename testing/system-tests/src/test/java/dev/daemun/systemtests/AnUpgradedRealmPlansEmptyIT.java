package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.KeycloakProcess;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.realmadmin.RealmAdmin;
import dev.daemun.realmadmin.RealmExport;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * The last Keycloak of the minor version before ours imports the realm of the files, as far as it can without providers that it
 * does not have; ours then opens the same database. What Keycloak changes in a realm at that moment is no difference.
 */
@Order(2)
class AnUpgradedRealmPlansEmptyIT {
    private static final Path DIRECTORY = Path.of("target", "upgrade").toAbsolutePath();
    private static final Path LOG = DIRECTORY.resolve("keycloak.log");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String OWN_SECRET = "the-secret-of-realm-admin";

    private final Ports ports = Ports.free();
    private final Map<String, String> variables = variables();
    private final ObjectNode files = (ObjectNode) RealmConfig.realm(variables, Mode.DEMO);

    private Map<String, String> variables() {
        Map<String, String> set = new HashMap<>(TestRealm.variables(ports));
        set.put("DAEMUN_REALM_ADMIN_CLIENT_SECRET", OWN_SECRET);
        for (String provider : List.of("KAKAO", "NAVER", "GOOGLE")) {
            set.put("DAEMUN_" + provider + "_CLIENT_ID", "a-client");
            set.put("DAEMUN_" + provider + "_CLIENT_SECRET", "a-secret");
        }
        set.put("DAEMUN_APPLE_CLIENT_ID", "kr.example.web");
        set.put("DAEMUN_APPLE_TEAM_ID", "TEAM123456");
        set.put("DAEMUN_APPLE_KEY_ID", "KEY1234567");
        set.put("DAEMUN_APPLE_KEY_FILE", "/run/secrets/apple.p8");
        set.put("DAEMUN_SMTP_HOST", "mail.example.com");
        set.put("DAEMUN_SMTP_FROM", "daemun@example.com");
        set.put("DAEMUN_SMTP_USER", "daemun");
        set.put("DAEMUN_SMTP_PASSWORD", "a-password");
        return set;
    }

    @Test
    void thoughItWasMadeByTheLastOfTheVersionBefore() throws IOException, InterruptedException {
        Directories.delete(DIRECTORY.resolve("ours/data"));
        Directories.delete(DIRECTORY.resolve("previous/data"));
        Files.createDirectories(DIRECTORY);
        try (PrintStream file = new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8);
                EmbeddedPostgres database =
                        EmbeddedPostgres.builder().setPort(FreePort.next()).start()) {
            InterleavedLog log = new InterleavedLog(file);
            ObjectNode older;
            String previous;
            try (KeycloakProcess keycloak = start(previous(), database, log, "previous");
                    Keycloak admin = admin(keycloak)) {
                previous = version(admin);
                older = InstalledProviders.of(admin).onlyWithThese(files);
                admin.realms().create(JsonSerialization.readValue(older.toString(), RealmRepresentation.class));
            }
            KeycloakHome home = KeycloakHomes.install(KeycloakHomes.Kind.POSTGRESQL, DIRECTORY.resolve("ours"));
            try (KeycloakProcess keycloak = start(home, database, log, "ours");
                    Keycloak admin = admin(keycloak)) {
                KeycloakHomes.started(KeycloakHomes.Kind.POSTGRESQL, home);
                assertThat(previous).startsWith("26.6.");
                assertThat(version(admin)).doesNotStartWith("26.6.");
                assertThat(realmAdmin(admin, keycloak, older).plan().text())
                        .startsWith("The server has what the files say.");
                assertThat(realmAdmin(admin, keycloak, exported(admin, keycloak))
                                .plan()
                                .summary())
                        .as("a plan with what an export wrote")
                        .isEmpty();
                assertThat(realmAdmin(admin, keycloak, files).plan().summary())
                        .containsExactly(
                                "client profile daemun-baseline: executors changed",
                                "client scope age: mappers changed",
                                "client scope daemun: mappers changed",
                                "flow daemun after a provider: steps changed",
                                "flow daemun first sign-in: steps changed",
                                "identity provider apple: missing",
                                "identity provider kakao: missing",
                                "identity provider naver: missing");
                assertThat(run("apply", keycloak)).as("see " + DIRECTORY).isZero();
                assertThat(run("plan", keycloak)).as("see " + DIRECTORY).isZero();
            }
        }
    }

    /** Without a provider of ours, most of which refuse to run there. */
    private static KeycloakHome previous() {
        Parts parts = new Parts(Path.of("target", "previous-release").toAbsolutePath());
        return KeycloakHome.install(parts.keycloak(), DIRECTORY.resolve("previous"), List.of());
    }

    private KeycloakProcess start(KeycloakHome home, EmbeddedPostgres database, InterleavedLog log, String name) {
        List<String> options = new ArrayList<>(RunningKeycloak.CHEAP_PASSWORDS);
        options.addAll(List.of(
                "--db=postgres",
                "--db-url=" + database.getJdbcUrl("postgres", "postgres"),
                "--db-username=postgres",
                "--db-password=postgres"));
        KeycloakProcess keycloak = KeycloakProcess.start(
                home,
                ports.keycloak(),
                ports.keycloakManagement(),
                RunningKeycloak.ADMINISTRATOR,
                options,
                Map.of(),
                log.of(name));
        // Of the older one the realm of the files is not there yet.
        keycloak.process().awaitReady("http://localhost:" + ports.keycloakManagement() + "/health/ready", PATIENCE);
        keycloak.process().awaitReady(keycloak.url() + "/realms/master", PATIENCE);
        Starts.note("Keycloak", name + " of an upgrade", keycloak.process());
        return keycloak;
    }

    private static Keycloak admin(KeycloakProcess keycloak) {
        return Keycloak.getInstance(
                keycloak.url(),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli");
    }

    private static String version(Keycloak admin) {
        return admin.serverInfo().getInfo().getSystemInfo().getVersion();
    }

    private static RealmAdmin realmAdmin(Keycloak admin, KeycloakProcess keycloak, ObjectNode files) {
        return new RealmAdmin(admin, keycloak.url(), files, Clock.systemUTC(), "a test");
    }

    private static ObjectNode exported(Keycloak admin, KeycloakProcess keycloak) {
        RealmExport export = RealmExport.of(admin, keycloak.url(), "daemun");
        Map<String, String> set = new HashMap<>();
        export.variables().forEach(variable -> set.put(variable, "another-secret-0123456789"));
        return (ObjectNode) RealmConfig.realm(RealmFiles.of(export.texts()), set, Mode.PRODUCTION);
    }

    /** As the container {@code realm} does at each start of the platform. */
    private int run(String command, KeycloakProcess keycloak) throws IOException, InterruptedException {
        Process process = RealmAdminProcess.start(
                variables, DIRECTORY.resolve(command + ".txt"), command, "--demo", "--server", keycloak.url());
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(command + " ends; see " + DIRECTORY)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
