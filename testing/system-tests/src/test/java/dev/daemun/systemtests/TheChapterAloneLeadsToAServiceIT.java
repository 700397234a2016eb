package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Does what the chapter "Your service in ten minutes" says, block by block: a new project, outside the build, takes the starter and works
 * with the demo's tokens at the first try.
 */
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class TheChapterAloneLeadsToAServiceIT {
    private static final ReadmeSection STARTER = section("The starter");
    private static final ReadmeSection KOTLIN =
            ReadmeSection.of(Path.of("../../resource-server-starter/README.md"), "In Kotlin");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SERVICE = "http://localhost:8090";

    private final DemoPlatform platform = DemoPlatform.shared();

    @BeforeAll
    static void install() throws IOException {
        NewcomersService.install(STARTER.blocks("").get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "mvc, JAVA, spring-boot-starter-webmvc, List<String>, List.of, List<String>, List.of",
        "webflux, JAVA, spring-boot-starter-webflux, List<String>, List.of, reactor.core.publisher.Flux<String>,"
                + " reactor.core.publisher.Flux.just",
        "kotlin, KOTLIN, spring-boot-starter-webmvc, List<String>, listOf, List<String>, listOf"
    })
    void aServiceOfOnesOwn(
            String name,
            NewcomersLanguage language,
            String webStarter,
            String typeInTheText,
            String ofInTheText,
            String type,
            String of)
            throws IOException {
        ReadmeSection section = language == NewcomersLanguage.JAVA ? section("A controller") : KOTLIN;
        String controller = section.blocks(language.directory()).get(0);
        assertThat(controller).contains(typeInTheText, ofInTheText);
        try (NewcomersService service = NewcomersService.create(
                name,
                language,
                webStarter,
                STARTER.blocks("xml"),
                section("Whose tokens count").blocks("yaml").get(0),
                controller.replace(typeInTheText, type).replace(ofInTheText, of))) {
            service.start(SERVICE + "/me", Map.of("FEED_SECRET", feedSecret()));
            assertThatItTrustsTheDemo(service);
        }
    }

    /** Of what a service takes; the other modules are published by the same profile. */
    @Test
    void aReleaseHasWhatMavenCentralAsksFor() throws IOException {
        Path repository = Path.of("target", "published").toAbsolutePath();
        Directories.delete(repository);
        String command = ReadmeSection.of(Path.of("../../CONTRIBUTING.md"), "A release")
                .blocks("")
                .get(0)
                .strip();
        NewcomersService.inTheSources(command.replace("/tmp/daemun-repository", repository.toString())
                + " -Dspotless.check.skip -pl bom,resource-server-test,service-calls-starter -am");
        Map<String, List<String>> published = new TreeMap<>();
        try (Stream<Path> files = Files.walk(repository)) {
            files.filter(file -> file.toString().matches(".*\\.(jar|pom)"))
                    .forEach(file -> published
                            .computeIfAbsent(
                                    file.getParent().getParent().getFileName().toString(), module -> new ArrayList<>())
                            .add(file.getFileName().toString().replaceFirst(".*-\\d+\\.\\d+-1", "")));
            published.values().forEach(Collections::sort);
        }
        List<String> jars = List.of("-javadoc.jar", "-sources.jar", ".jar", ".pom");
        assertThat(published)
                .isEqualTo(Map.of(
                        "daemun-bom", List.of(".pom"),
                        "free-ports", jars,
                        "resource-server-starter", jars,
                        "resource-server-test", jars,
                        "service-calls-starter", jars,
                        "test-issuer", jars));
        try (Stream<Path> files = Files.walk(repository)) {
            assertThat(files.filter(file -> file.toString().endsWith(".pom")))
                    .hasSize(6)
                    .allSatisfy(pom -> assertThat(pom)
                            .content()
                            .contains("<name>", "<description>", "<url>", "<license>", "<developer>", "<scm ")
                            .doesNotContain("<parent>", "${spring-boot.version}"));
        }
    }

    private void assertThatItTrustsTheDemo(NewcomersService service) throws IOException {
        try (Keycloak admin = platform.admin()) {
            RealmResource realm = admin.realm("daemun");
            String member = DemoPlatform.userId(realm, "demo-member");

            List<String> calls = section("A 401 and a 200").lines();
            assertThat(platform.shell(calls.get(0))).contains("HTTP/1.1 401", "application/problem+json");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(platform.shell(calls.get(1)))
                            .as(service.log())
                            .contains("HTTP/1.1 200")
                            .endsWith(member));

            List<String> ofManagerAndMember = section("A role").lines();
            assertThat(platform.shell(ofManagerAndMember.get(0))).contains("HTTP/1.1 200", "all orders");
            assertThat(platform.shell(ofManagerAndMember.get(1))).contains("HTTP/1.1 403");
            List<String> withdrawal = section("A withdrawal within the second").lines();
            assertThat(withdrawal).hasSize(3);
            RoleScopeResource roles = realm.users().get(member).roles().realmLevel();
            List<RoleRepresentation> role =
                    List.of(realm.roles().get("order-manager").toRepresentation());
            roles.add(role);
            try {
                assertThat(platform.shell(ofManagerAndMember.get(1))).contains("HTTP/1.1 200", "all orders");

                String token = keptToken(withdrawal.get(0));
                assertThat(call(withdrawal.get(1), token)).contains("HTTP/1.1 200", "all orders");
                roles.remove(role);
                await().untilAsserted(() ->
                        assertThat(call(withdrawal.get(1), token)).contains("HTTP/1.1 401", "role-revoked"));
            } finally {
                roles.remove(role);
            }

            // One that is issued in the second of a withdrawal, or in the next, is refused as well.
            String token = await().until(
                            () -> keptToken(withdrawal.get(0)),
                            kept -> call(withdrawal.get(2), kept).contains("HTTP/1.1 200"));
            realm.users().get(member).logout();
            await().untilAsserted(() ->
                    assertThat(call(withdrawal.get(2), token)).contains("HTTP/1.1 401", "signed-out-everywhere"));
        }
    }

    private String feedSecret() throws IOException {
        String line = section("The start").lines().get(0);
        assertThat(line).startsWith("export FEED_SECRET=");
        return platform.shell(line + " && echo $FEED_SECRET").strip();
    }

    private String keptToken(String line) throws IOException {
        assertThat(line).startsWith("TOKEN=");
        return platform.shell(line + " && echo $TOKEN").strip();
    }

    private String call(String line, String token) {
        try {
            return platform.shell("TOKEN=" + token + "; " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReadmeSection section(String heading) {
        return ReadmeSection.of(Path.of("../../docs/your-service.md"), heading);
    }
}
