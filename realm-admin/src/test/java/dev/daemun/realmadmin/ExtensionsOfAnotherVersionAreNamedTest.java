package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs in Keycloak is compared with this program, jar by jar. */
class ExtensionsOfAnotherVersionAreNamedTest {
    private static List<String> found(ObjectNode server) {
        return new VersionCheck(server, "1.2.0")
                .findings(Json.object()).stream()
                        .map(finding -> finding.where() + ": " + finding.reason())
                        .toList();
    }

    @Test
    void noneWhereAllAreOfTheSame() {
        assertThat(found(server("1.2.0"))).isEmpty();
    }

    @Test
    void eachWhereAllAreOfAnother() {
        assertThat(found(server("1.1.0"))).hasSize(10).allMatch(finding -> finding.contains("runs in version 1.1.0"));
    }

    /** No version is older or newer than a snapshot of the same number, only another one. */
    @Test
    void aSnapshotIsAnotherVersion() {
        assertThat(found(server("1.2.0-SNAPSHOT"))).hasSize(10);
    }

    @Test
    void theOneThatWasForgotten() {
        ObjectNode server = server("1.2.0");
        says(server, "social", "kakao", "1.1.0");
        assertThat(found(server))
                .containsExactly(
                        "extension kakao-identity-provider: runs in version 1.1.0, and this doctor and its files are"
                                + " of version 1.2.0: nobody has tried the two together, and the files may set what that extension"
                                + " does not know");
    }

    @Test
    void theOneThatDoesNotSayIt() {
        ObjectNode server = server("1.2.0");
        server.withObject("/providers/eventsListener/providers").putObject("daemun-identity-event-log");
        says(server, "realm-restapi-extension", "revocation-feed", "unknown");
        ((ObjectNode) server.at("/themes/login/0")).remove("description");
        assertThat(found(server))
                .hasSize(3)
                .allMatch(finding -> finding.contains("does not say its version"))
                .extracting(finding -> finding.replaceFirst(":.*", ""))
                .containsExactly("extension identity-event-log", "extension login-theme", "extension revocation-feed");
    }

    /** A realm without Naver needs no extension for it; the check for missing ones knows what the realm needs. */
    @Test
    void notOneThatIsNotThere() {
        ObjectNode server = server("1.1.0");
        server.withObject("/providers/social/providers").remove("naver");
        server.withObject("/providers").remove("event-relay");
        server.withObject("/themes").putArray("login").addObject().put("name", "keycloak.v2");
        assertThat(found(server)).hasSize(7).noneMatch(finding -> finding.contains("naver"));
    }

    @Test
    void thisProgramKnowsItsOwn() {
        assertThat(Version.own()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private static ObjectNode server(String version) {
        ObjectNode server = Json.object();
        for (Extension extension : Extension.ALL) {
            if (extension.spi().equals("theme")) {
                server.withObject("/themes")
                        .withArray("login")
                        .addObject()
                        .put("name", extension.provider())
                        .put("description", "대문의 로그인 화면, 버전 " + version);
            } else {
                says(server, extension.spi(), extension.provider(), version);
            }
        }
        return server;
    }

    private static void says(ObjectNode server, String spi, String provider, String version) {
        server.withObject("/providers")
                .withObject("/" + spi)
                .withObject("/providers")
                .putObject(provider)
                .putObject("operationalInfo")
                .put("version", version);
    }
}
