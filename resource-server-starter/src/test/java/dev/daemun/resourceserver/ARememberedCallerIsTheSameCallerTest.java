package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Two services on servlets, of which one remembers the callers that it made of tokens and the other makes them anew each time: nobody can tell
 * one from the other, whatever they ask and however often.
 */
class ARememberedCallerIsTheSameCallerTest {
    private static final String REMEMBER = "daemun.resource-server.token-cache.remember-callers=";

    private static TestIssuer issuer;
    private static TestFeed feed;
    private static Pair pair;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        feed = TestFeed.started();
        pair = new Pair(List.of(TellingService.class));
    }

    @AfterAll
    static void stop() {
        pair.close();
        feed.close();
        issuer.close();
    }

    static Stream<String> paths() {
        return Stream.of(
                "/me",
                "/who",
                "/members",
                "/managers",
                "/open",
                "/broken",
                "/refused",
                "/nothing-here",
                "/error",
                "/async",
                "/async/broken",
                "/async/managers",
                "/deferred",
                "/stream",
                "/forward",
                "/include",
                "/early",
                "/encoded",
                "/spoil",
                "/me?access_token=a.b.c",
                "/%6de",
                "//me",
                "/me;a=b",
                "/actuator/health",
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/me",
                "/.well%2Dknown/oauth-protected-resource");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void wheneverTheyAsk(String path) {
        String good = issuer.token();
        String other = issuer.token(
                header -> header,
                claims -> claims.subject("manager")
                        .claim("roles", List.of("manager", "member", 1, ""))
                        .claim("scope", "openid orders"));
        for (String method : List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS", "TRACE")) {
            for (String token : List.of(good, other)) {
                pair.requireSame(path, method, bearer(token));
                pair.requireSame(path, method, bearer(token).andThen(from("https://shop.example.com"))::apply);
                pair.requireSame(path, method, bearer(token).andThen(from("https://foreign.example"))::apply);
            }
            pair.requireSame(path, method, request -> request);
        }
    }

    @Test
    void whateverTheySend() {
        String good = issuer.token();
        pair.requireSame("/who", "GET", bearer(good));
        String bound = issuer.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", "x")));
        String foreign = issuer.token(header -> header, claims -> claims.audience("billing"));
        String late = issuer.token(
                header -> header,
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
        List<UnaryOperator<HttpRequest.Builder>> requests = new ArrayList<>();
        for (String token : List.of(bound, foreign, late, good + "A", good + "=", good.substring(1), "a.b.c", "")) {
            requests.add(bearer(token));
        }
        for (String header : List.of(
                "bearer " + good,
                "BEARER " + good,
                "Bearer  " + good,
                "Bearer\t" + good,
                "Bearer " + good + " ",
                "Bearer " + good + "é",
                "Bearer " + good + ", Bearer " + good,
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "DPoP " + good,
                "DPoP " + bound,
                good)) {
            requests.add(request -> request.header("Authorization", header));
            requests.add(request -> request.header("Authorization", header).header("DPoP", "a.b.c"));
        }
        requests.add(
                request -> request.header("Authorization", "Bearer " + good).header("Authorization", "Bearer " + good));
        requests.add(request -> request.header("Authorization", "Bearer " + good)
                .header("Authorization", "DPoP " + bound)
                .header("DPoP", "a.b.c"));
        requests.add(
                request -> request.header("Authorization", "Bearer " + good).header("Daemun-Log-Position", "nonsense"));
        requests.add(
                request -> request.header("Authorization", "Bearer " + good).header("Cookie", "JSESSIONID=x"));
        requests.add(request -> request.header("Authorization", "Bearer " + good)
                .header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "GET"));
        for (UnaryOperator<HttpRequest.Builder> request : requests) {
            for (String method : List.of("GET", "OPTIONS")) {
                pair.requireSame("/who", method, request);
            }
        }
    }

    @Test
    void onceTheirTokenIsWithdrawn() {
        String token = issuer.token(header -> header, claims -> claims.jwtID("T-same"));
        pair.requireSame("/who", "GET", bearer(token));
        feed.withdraw("token", "\"jti\":\"T-same\"", Instant.now(), "signed-out");
        for (TestService service : pair.both()) {
            await().until(() -> service.get("/who", token).statusCode() == 401);
        }
        for (String method : List.of("GET", "HEAD", "POST")) {
            pair.requireSame("/who", method, bearer(token));
            pair.requireSame("/who", method, bearer(token).andThen(from("https://shop.example.com"))::apply);
        }
        assertThat(pair.remembering.get("/who", token).body()).contains("\"reason\":\"signed-out\"");
    }

    @Test
    void onceTheirTokenHasExpired() {
        try (Pair strict = new Pair(List.of(TellingService.class), "daemun.resource-server.clock-skew=0s")) {
            String token = issuer.token(
                    header -> header,
                    claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(5))));
            assertThat(strict.remembering.get("/who", token).statusCode()).isEqualTo(200);
            assertThat(strict.forgetting.get("/who", token).statusCode()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> strict.remembering.get("/who", token).statusCode() == 401);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> strict.forgetting.get("/who", token).statusCode() == 401);
            strict.requireSame("/who", "GET", bearer(token));
        }
    }

    @Test
    void andWhoeverListensHearsAsMuch() {
        String token = issuer.token();
        List<String> heard = new ArrayList<>();
        for (TestService service : pair.both()) {
            String[] before = service.get("/events", token).body().split("\\D+", -1);
            for (String path : List.of("/me", "/forward", "/include", "/async", "/broken", "/managers")) {
                service.get(path, token);
            }
            service.get("/me", token + "A");
            String[] after = service.get("/events", token).body().split("\\D+", -1);
            heard.add("successes " + (Integer.parseInt(after[1]) - Integer.parseInt(before[1])) + ", failures "
                    + (Integer.parseInt(after[2]) - Integer.parseInt(before[2])));
        }
        assertThat(heard).containsOnly("successes 7, failures 1");
    }

    /** Otherwise all of this would compare two services that are alike. */
    @Test
    void onlyTheOneRemembers() {
        String token = issuer.token();
        pair.requireSame("/me", "GET", bearer(token));
        assertThat(pair.remembering.get("/same", token).body())
                .isEqualTo(pair.remembering.get("/same", token).body());
        assertThat(pair.forgetting.get("/same", token).body())
                .isNotEqualTo(pair.forgetting.get("/same", token).body());
    }

    @Test
    void aRuleOfTheApplicationIsAskedEachTime() {
        try (Pair own = new Pair(List.of(TellingService.class, OwnRule.class))) {
            String token = issuer.token();
            own.requireSame("/who", "GET", bearer(token));
            OwnRule.REFUSES.set(true);
            own.requireSame("/who", "GET", bearer(token));
            assertThat(own.remembering.get("/who", token).statusCode()).isEqualTo(401);
            OwnRule.REFUSES.set(false);
            own.requireSame("/who", "GET", bearer(token));
            assertThat(own.remembering.get("/who", token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aConverterOfTheApplicationIsAskedEachTime() {
        try (Pair own = new Pair(List.of(TellingService.class, OwnConverter.class))) {
            String token = issuer.token();
            own.requireSame("/managers", "GET", bearer(token));
            OwnConverter.MANAGES.set(true);
            own.requireSame("/managers", "GET", bearer(token));
            assertThat(own.remembering.get("/managers", token).statusCode()).isEqualTo(200);
            OwnConverter.MANAGES.set(false);
            own.requireSame("/managers", "GET", bearer(token));
            assertThat(own.remembering.get("/managers", token).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whatTheApplicationAddsToTheChainIsPassed() {
        try (Pair own = new Pair(List.of(TellingService.class, Addition.class))) {
            String token = issuer.token();
            own.requireSame("/who", "GET", bearer(token));
            HttpResponse<String> answer = own.remembering.get("/who", token);
            assertThat(answer.headers().firstValue("X-Added")).contains("yes");
        }
    }

    @Test
    void aChainOfTheApplicationIsItsOwn() {
        try (Pair own = new Pair(List.of(TellingService.class, OwnChain.class))) {
            String token = issuer.token();
            for (String path : List.of("/who", "/managers", "/open")) {
                own.requireSame(path, "GET", bearer(token));
                own.requireSame(path, "GET", request -> request);
            }
        }
    }

    @Test
    void whoeverObservesSeesTheSame() {
        try (Pair own = new Pair(List.of(TellingService.class, Observed.class))) {
            String token = issuer.token();
            own.requireSame("/who", "GET", bearer(token));
            List<String> seen = new ArrayList<>();
            for (TestService service : own.both()) {
                Observed.SEEN.clear();
                assertThat(service.get("/who", token).statusCode()).isEqualTo(200);
                assertThat(service.get("/managers", token).statusCode()).isEqualTo(403);
                await().until(() -> Observed.SEEN.stream()
                                .filter(name -> name.startsWith("http.server"))
                                .count()
                        == 2);
                seen.add(Observed.SEEN.stream().sorted().toList().toString());
            }
            assertThat(seen.get(0)).isEqualTo(seen.get(1)).contains("spring.security.");
        }
    }

    private static UnaryOperator<HttpRequest.Builder> bearer(String token) {
        return request -> request.header("Authorization", "Bearer " + token);
    }

    private static UnaryOperator<HttpRequest.Builder> from(String origin) {
        return request -> request.header("Origin", origin);
    }

    /** The two services. */
    private record Pair(TestService remembering, TestService forgetting) implements AutoCloseable {
        Pair(List<Class<?>> own, String... properties) {
            this(started("true", own, properties), started("false", own, properties));
        }

        List<TestService> both() {
            return List.of(remembering, forgetting);
        }

        /** The second time as well, since a caller is remembered from the first on. */
        void requireSame(String path, String method, UnaryOperator<HttpRequest.Builder> request) {
            for (int time = 0; time < 3; time++) {
                assertThat(answer(remembering, path, method, request))
                        .as(method + " " + path)
                        .isEqualTo(answer(forgetting, path, method, request));
            }
        }

        private static Map<String, Object> answer(
                TestService service, String path, String method, UnaryOperator<HttpRequest.Builder> request) {
            HttpResponse<String> answer =
                    service.send(request.apply(service.request(path).method(method, BodyPublishers.noBody())));
            Map<String, Object> all = new TreeMap<>();
            answer.headers().map().forEach((name, values) -> all.put(name, same(values.toString(), service)));
            all.keySet().removeAll(Set.of("date", "set-cookie"));
            all.put("status", answer.statusCode());
            all.put("body", same(answer.body(), service));
            return all;
        }

        /** What differs from one process, or one second, to the next. */
        private static String same(String text, TestService service) {
            return text.replace(":" + service.port(), ":port")
                    .replaceAll("\"timestamp\":\"[^\"]+\"", "\"timestamp\":\"now\"")
                    .replaceAll("jsessionid=\\w+", "jsessionid=x");
        }

        private static TestService started(String remember, List<Class<?>> own, String... properties) {
            List<String> all = new ArrayList<>(List.of(feed.properties(properties)));
            all.add(REMEMBER + remember);
            // Otherwise one of them closes a connection earlier than the other.
            all.add("server.tomcat.max-keep-alive-requests=-1");
            // They fail on purpose, often.
            all.add("logging.level.root=off");
            all.add("daemun.resource-server.cors.allowed-origins=https://shop.example.com");
            TestService service = TestService.trusting(Face.SERVLET, issuer, own, all.toArray(String[]::new));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/me", issuer.token()).statusCode() == 200);
            return service;
        }

        @Override
        public void close() {
            remembering.close();
            forgetting.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRule {
        static final AtomicBoolean REFUSES = new AtomicBoolean();

        @Bean
        OAuth2TokenValidator<Jwt> ownRule() {
            return token -> REFUSES.get()
                    ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "our own rule", null))
                    : OAuth2TokenValidatorResult.success();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConverter {
        static final AtomicBoolean MANAGES = new AtomicBoolean();

        @Bean
        JwtAuthenticationConverter ownConverter() {
            JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
            converter.setJwtGrantedAuthoritiesConverter(
                    token -> MANAGES.get() ? List.of(new SimpleGrantedAuthority("ROLE_manager")) : List.of());
            return converter;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Addition {
        @Bean
        Customizer<HttpSecurity> addition() {
            return http -> http.headers(
                    headers -> headers.addHeaderWriter((request, response) -> response.setHeader("X-Added", "yes")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {
        @Bean
        SecurityFilterChain ownChain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/open")
                            .permitAll()
                            .anyRequest()
                            .hasRole("member"))
                    .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Observed {
        static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

        @Bean
        ObservationRegistry observationRegistry() {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(new ObservationHandler<>() {
                @Override
                public void onStop(Observation.Context context) {
                    SEEN.add(context.getName() + " " + context.getContextualName() + " "
                            + context.getLowCardinalityKeyValues());
                }

                @Override
                public boolean supportsContext(Observation.Context context) {
                    return true;
                }
            });
            return registry;
        }
    }
}
