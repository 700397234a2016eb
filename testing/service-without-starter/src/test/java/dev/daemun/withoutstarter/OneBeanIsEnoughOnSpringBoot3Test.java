package dev.daemun.withoutstarter;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What docs/without-the-starter.md says of Spring Boot 3, with the bean and the properties that stand there. */
class OneBeanIsEnoughOnSpringBoot3Test {
    private static final Pattern SNIPPET = Pattern.compile("```(java|yaml)\\n(.*?)```", Pattern.DOTALL);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestIssuer issuer;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        service = new SpringApplicationBuilder(OrdersApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.uri());
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../docs/without-the-starter.md", "../../docs/without-the-starter.ko.md"})
    void theChapterHasWhatRunsHere(Path chapter) throws IOException {
        List<MatchResult> snippets =
                SNIPPET.matcher(Files.readString(chapter)).results().toList();
        assertThat(snippets).hasSize(2);
        assertThat(Path.of("src/test/resources/application.yaml"))
                .hasContent(snippets.get(0).group(2));
        assertThat(Path.of("src/test/java/dev/daemun/withoutstarter/TokenTypeConfiguration.java"))
                .content()
                .endsWith("\n" + snippets.get(1).group(2));
    }

    @Test
    void anAccessTokenIsAccepted() throws Exception {
        assertThat(status("/me", issuer.token())).isEqualTo(200);
    }

    @Test
    void itsRolesDecide() throws Exception {
        assertThat(status("/reports", issuer.token())).isEqualTo(403);
        assertThat(status("/reports", with(claims -> claims.claim("roles", List.of("member", "order-manager")))))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource
    void anythingElseIsRefused(String token) throws Exception {
        assertThat(status("/me", token)).isEqualTo(401);
    }

    static Stream<String> anythingElseIsRefused() {
        return Stream.of(
                "no-token",
                issuer.token(header -> header.type(JOSEObjectType.JWT), claims -> claims),
                issuer.token(header -> header.type(null), claims -> claims),
                with(claims -> claims.audience("billing")),
                with(claims -> claims.issuer("https://id.example.com/realms/daemun")),
                with(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120)))),
                issuer.sign(
                        new JWSHeader.Builder(issuer.header().build()).build(),
                        issuer.claims().build(),
                        issuer.newKey()));
    }

    private static String with(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return issuer.token(header -> header, claims);
    }

    private static int status(String path, String token) throws IOException, InterruptedException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
