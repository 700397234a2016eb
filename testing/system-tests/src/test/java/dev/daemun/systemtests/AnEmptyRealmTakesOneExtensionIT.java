package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Types what the chapter about single extensions says, from the empty realm to the last one, into one shell. */
@ResourceLock(KeycloakWithStandIns.LOCK)
class AnEmptyRealmTakesOneExtensionIT {
    private static final Path CHAPTER = Path.of("../../docs/one-extension.md");
    private static final Path KEYCLOAK =
            Path.of("target", "stand-ins", "shared", "keycloak").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "one-extension").toAbsolutePath();
    private static final List<String> SECTIONS = List.of(
            "An empty realm",
            "token-mappers",
            "kakao-identity-provider",
            "naver-identity-provider",
            "apple-identity-provider",
            "safe-linking",
            "upstream-signals",
            "identity-event-log",
            "event-relay",
            "revocation-feed",
            "login-theme");

    private final KeycloakWithStandIns keycloak = KeycloakWithStandIns.shared();

    @AfterEach
    void removeTheRealm() {
        keycloak.admin.realm("shop").remove();
    }

    @Test
    void andShowsThatItWorks() throws IOException, InterruptedException {
        Path outputs = Files.createDirectories(DIRECTORY);
        String script = SECTIONS.stream()
                .map(section -> "exec > '" + outputs.resolve(section) + "' 2>&1\n" + commands(section))
                .collect(Collectors.joining("\n"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script);
        // kcadm.sh keeps the administrator's session below it.
        shell.environment().put("HOME", outputs.toString());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().remove("JDK_JAVA_OPTIONS");
        // Each kcadm.sh is a JVM that lives for a second, and there are some forty.
        shell.environment().put("KC_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process typed = shell.redirectErrorStream(true).start();
        try {
            assertThat(typed.waitFor(10, TimeUnit.MINUTES))
                    .as("the commands end; see " + outputs)
                    .isTrue();
        } finally {
            typed.descendants().forEach(ProcessHandle::destroyForcibly);
            typed.destroyForcibly();
        }
        assertThat(typed.exitValue()).as("all commands succeed; see " + outputs).isZero();
        assertThat(output("token-mappers"))
                .contains("\"roles\" : [ \"clerk\" ]")
                .doesNotContain("realm_access");
        assertThat(output("safe-linking").lines().filter(line -> line.matches("[a-z-]*,[A-Z]+")))
                .startsWith("daemun-remember-provider-address,REQUIRED")
                .endsWith("daemun-link-account,REQUIRED")
                .contains("daemun-create-user-unless-provable,ALTERNATIVE")
                .noneMatch(step -> step.startsWith("idp-create-user-if-unique"));
        assertThat(output("upstream-signals")).contains("400 Bad Request", "\"err\"");
        assertThat(output("identity-event-log")).contains("dev.daemun.identity.registered.v1");
        assertThat(output("event-relay").strip()).isEqualTo("[ ]");
        assertThat(output("revocation-feed")).contains("\"caughtUp\":true");
        assertThat(keycloak.admin.realm("shop").toRepresentation().getLoginTheme())
                .isEqualTo("daemun");
    }

    /** What is exported is for the start of Keycloak, which runs already, but for the path. */
    private String commands(String section) {
        return ReadmeSection.of(CHAPTER, section).blocks("").stream()
                .filter(block -> !block.contains("export KC_SPI"))
                .collect(Collectors.joining("\n"))
                .replace("/opt/keycloak/bin", KEYCLOAK.resolve("bin").toString())
                .replace("http://localhost:8080", keycloak.keycloak.url())
                .replace(
                        "--user admin",
                        "--user " + RunningKeycloak.ADMINISTRATOR.username() + " --password "
                                + RunningKeycloak.ADMINISTRATOR.password());
    }

    private static String output(String section) throws IOException {
        return Files.readString(DIRECTORY.resolve(section), StandardCharsets.UTF_8);
    }
}
