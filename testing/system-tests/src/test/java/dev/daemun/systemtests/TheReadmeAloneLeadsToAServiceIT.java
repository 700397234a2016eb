package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.Directories;
import java.io.IOException;
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

/**
 * Does what the README says with a service of one's own, block by block: a new project, outside the build, takes the starter and works
 * with the demo's tokens at the first try.
 */
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class TheReadmeAloneLeadsToAServiceIT {
    private static final ReadmeSection SECTION = ReadmeSection.of(Path.of("../../README.md"), "Use it in a service");
    private static final ReadmeSection KOTLIN =
            ReadmeSection.of(Path.of("../../resource-server-starter/README.md"), "In Kotlin");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SERVICE = "http://localhost:8090";

    private final DemoPlatform platform = DemoPlatform.shared();

    @BeforeAll
    static void install() throws IOException {
        NewcomersService.install(SECTION.blocks("").get(0));
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
            String typeInTheReadme,
            String ofInTheReadme,
            String type,
            String of)
            throws IOException {
        ReadmeSection section = language == NewcomersLanguage.JAVA ? SECTION : KOTLIN;
        String controller = section.blocks(language.directory()).get(0);
        assertThat(controller).contains(typeInTheReadme, ofInTheReadme);
        try (NewcomersService service = NewcomersService.create(
                name,
                language,
                webStarter,
                SECTION.blocks("xml"),
                SECTION.blocks("yaml").get(0),
                controller.replace(typeInTheReadme, type).replace(ofInTheReadme, of))) {
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
                        "resource-server-starter", jars,
                        "resource-server-test", jars,
                        "service-calls-starter", jars,
                        "test-issuer", jars));
        try (Stream<Path> files = Files.walk(repository)) {
            assertThat(files.filter(file -> file.toString().endsWith(".pom")))
                    .hasSize(5)
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

            List<String> calls = SECTION.blocks("").get(2).lines().toList();
            assertThat(calls).hasSize(2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(platform.shell(calls.get(0)))
                            .as(service.log())
                            .isEqualTo(member));
            assertThat(platform.shell(calls.get(1))).contains("all orders");

            String token = platform.outputOf("token", "demo-member").strip();
            assertThat(get("/me", token).status()).isEqualTo(200);
            assertThat(get("/reports", token).status()).isEqualTo(403);
            assertThat(Call.to(SERVICE + "/me").get().status()).isEqualTo(401);

            realm.users().get(member).logout();
            await().untilAsserted(() -> assertThat(get("/me", token).status()).isEqualTo(401));
            assertThat(get("/me", token).body()).contains("signed-out-everywhere");
        }
    }

    private String feedSecret() throws IOException {
        String block = SECTION.blocks("").get(1).strip();
        assertThat(block).startsWith("export FEED_SECRET=");
        return platform.shell(block + " && echo $FEED_SECRET").strip();
    }

    private static Call.Answer get(String path, String token) {
        return Call.to(SERVICE + path).bearer(token).get();
    }
}
