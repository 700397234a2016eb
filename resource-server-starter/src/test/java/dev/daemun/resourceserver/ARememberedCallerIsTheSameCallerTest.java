package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.daemun.resourceserver.servlet.ResourceServerSecurity;
import dev.daemun.testissuer.TestIssuer;
import dev.daemun.testissuer.TestProof;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

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
                "/forward/metadata",
                "/include",
                "/log-in",
                "/log-out",
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
        String notYet = issuer.token(
                header -> header,
                claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(120))));
        String ofTheFuture = issuer.token(
                header -> header,
                claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(120))));
        String ofAnother = issuer.token(header -> header, claims -> claims.issuer("https://id.example.com"));
        String idToken = issuer.token(header -> header.type(JOSEObjectType.JWT), claims -> claims);
        String forged = issuer.sign(issuer.header().build(), issuer.claims().build(), issuer.newKey());
        String unsigned =
                Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + good.split("\\.", -1)[1] + ".";
        for (String token : List.of(notYet, ofTheFuture, ofAnother, idToken, forged, unsigned)) {
            requests.add(bearer(token));
            requests.add(bearer(token).andThen(from("https://shop.example.com"))::apply);
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
        for (String position : List.of("log1/0", "log1/999", "log2/0")) {
            requests.add(request ->
                    request.header("Authorization", "Bearer " + good).header("Daemun-Log-Position", position));
        }
        requests.add(request ->
                request.header("Origin", "https://foreign.example").header("Access-Control-Request-Method", "GET"));
        for (UnaryOperator<HttpRequest.Builder> request : requests) {
            for (String method : List.of("GET", "HEAD", "OPTIONS")) {
                pair.requireSame("/who", method, request);
            }
            pair.requireSame("/open", "GET", request);
            pair.requireSame("/nothing-here", "GET", request);
            pair.requireSame("/.well-known/oauth-protected-resource", "GET", request);
        }
        assertThat(pair.remembering.get("/who", forged).statusCode()).isEqualTo(401);
        assertThat(pair.remembering.get("/who", unsigned).statusCode()).isEqualTo(401);
    }

    @Test
    void inAFormAsLittleAsInTheAddress() {
        String good = issuer.token();
        for (String path : List.of("/things", "/who?access_token=" + good, "/open?access_token=" + good)) {
            UnaryOperator<HttpRequest.Builder> form =
                    request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                            .method("POST", BodyPublishers.ofString("access_token=" + good));
            pair.requireSame(path, "POST", form);
            pair.requireSame(path, "POST", bearer(good).andThen(form)::apply);
            pair.requireSame(path, "GET", request -> request);
        }
    }

    /** With the key that their token is bound to, and with another one. */
    @Test
    void whateverTheyProve() {
        ECKey key = TestProof.newKey();
        String bound =
                issuer.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", TestProof.thumbprint(key))));
        for (String path : List.of("/who", "/managers", "/open", "/forward", "/include", "/async", "/nothing-here")) {
            for (ECKey proven : List.of(key, TestProof.newKey())) {
                for (String scheme : List.of("DPoP ", "dpop ", "Bearer ")) {
                    pair.requireSameOfEach(
                            path,
                            "GET",
                            service -> request -> request.header("Authorization", scheme + bound)
                                    .header("DPoP", proof(proven, service, path, bound)));
                }
            }
        }
        TestService remembering = pair.remembering;
        assertThat(remembering
                        .send(remembering
                                .request("/who")
                                .header("Authorization", "DPoP " + bound)
                                .header("DPoP", proof(key, remembering, "/who", bound)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whenWhatWasWithdrawnIsNotKnownAnyMore() {
        try (TestFeed away = TestFeed.started();
                Pair strict = new Pair(
                        away,
                        List.of(TellingService.class),
                        "daemun.resource-server.revocation-feed.max-age=3s",
                        "daemun.resource-server.revocation-feed.deny-when-stale=/who,/forward,/open")) {
            String token = issuer.token();
            strict.requireSame("/who", "GET", bearer(token));
            away.goAway();
            for (TestService service : strict.both()) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> service.get("/who", token).statusCode() == 503);
            }
            for (String path : List.of("/who", "/me", "/forward", "/open")) {
                strict.requireSame(path, "GET", bearer(token));
                strict.requireSame(path, "GET", bearer(token + "A"));
                strict.requireSame(path, "GET", request -> request);
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

    /** Filters of the same types as those of the starter that see only what concerns them. */
    @Test
    void whatTheApplicationAuthenticatesItselfIsPassedToo() {
        try (Pair own = new Pair(List.of(TellingService.class, OwnFilter.class))) {
            for (String path : List.of("/secret", "/forward", "/managers", "/.well-known/oauth-protected-resource")) {
                own.requireSame(path, "GET", bearer(issuer.token()));
                own.requireSame(path, "GET", request -> request.header("X-Own", "somebody"));
                own.requireSame(path, "GET", request -> request);
            }
            TestService remembering = own.remembering;
            assertThat(remembering
                            .send(remembering.request("/secret").header("X-Own", "somebody"))
                            .body())
                    .isEqualTo("somebody");
        }
    }

    @Test
    void aResolverOfTheApplicationIsAsked() {
        try (Pair own = new Pair(List.of(TellingService.class, OwnResolver.class))) {
            String token = issuer.token();
            own.requireSame("/who", "GET", request -> request.header("X-Token", token));
            own.requireSame("/who", "GET", bearer(token));
            own.requireSame("/who", "GET", request -> request.header("X-Token", token + "A"));
            TestService remembering = own.remembering;
            assertThat(remembering
                            .send(remembering.request("/who").header("X-Token", token))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aChainOfTheApplicationOnTheStartersIsItsOwn() {
        try (Pair own = new Pair(List.of(TellingService.class, OnTheStarters.class))) {
            String token = issuer.token();
            for (String path : List.of("/who", "/managers", "/open", "/.well-known/oauth-protected-resource")) {
                own.requireSame(path, "GET", bearer(token));
                own.requireSame(path, "GET", bearer(token + "A"));
                own.requireSame(path, "GET", request -> request.header("Authorization", "DPoP " + token));
                own.requireSame(path, "GET", request -> request);
            }
            assertThat(own.remembering.get("/who", token).statusCode()).isEqualTo(403);
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
                assertThat(service.get("/who", token + "A").statusCode()).isEqualTo(401);
                assertThat(service.get(ProtectedResource.METADATA).statusCode()).isEqualTo(200);
                assertThat(service.send(service.request("/who").header("Authorization", "DPoP " + token))
                                .statusCode())
                        .isEqualTo(401);
                await().until(() -> Observed.SEEN.stream()
                                .filter(name -> name.startsWith("http.server"))
                                .count()
                        == 5);
                seen.add(Observed.SEEN.stream().sorted().toList().toString());
            }
            assertThat(seen.get(0)).isEqualTo(seen.get(1)).contains("spring.security.");
        }
    }

    private static UnaryOperator<HttpRequest.Builder> bearer(String token) {
        return request -> request.header("Authorization", "Bearer " + token);
    }

    private static String proof(ECKey key, TestService service, String path, String token) {
        return TestProof.of(key, "GET", "http://localhost:" + service.port() + path, token)
                .sign();
    }

    private static UnaryOperator<HttpRequest.Builder> from(String origin) {
        return request -> request.header("Origin", origin);
    }

    /** The two services. */
    private record Pair(TestService remembering, TestService forgetting) implements AutoCloseable {
        Pair(List<Class<?>> own, String... properties) {
            this(feed, own, properties);
        }

        Pair(TestFeed feed, List<Class<?>> own, String... properties) {
            this(started("true", feed, own, properties), started("false", feed, own, properties));
        }

        List<TestService> both() {
            return List.of(remembering, forgetting);
        }

        /** The second time as well, since a caller is remembered from the first on. */
        void requireSame(String path, String method, UnaryOperator<HttpRequest.Builder> request) {
            requireSameOfEach(path, method, service -> request);
        }

        /** For requests that say in themselves which service they are for. */
        void requireSameOfEach(
                String path, String method, Function<TestService, UnaryOperator<HttpRequest.Builder>> request) {
            for (int time = 0; time < 3; time++) {
                assertThat(answer(remembering, path, method, request.apply(remembering)))
                        .as(method + " " + path)
                        .isEqualTo(answer(forgetting, path, method, request.apply(forgetting)));
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

        private static TestService started(String remember, TestFeed feed, List<Class<?>> own, String... properties) {
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
    @RestController
    static class OwnFilter {
        @GetMapping("/secret")
        String secret(Authentication caller) {
            return caller.getName();
        }

        @Bean
        Customizer<HttpSecurity> ownFilter() {
            AuthenticationFilter filter = new AuthenticationFilter(
                    (AuthenticationManager) caller -> caller,
                    request -> request.getHeader("X-Own") == null
                            ? null
                            : new TestingAuthenticationToken(request.getHeader("X-Own"), "", "ROLE_manager"));
            filter.setSuccessHandler((request, response, caller) -> {});
            return http -> http.addFilterBefore(filter, BearerTokenAuthenticationFilter.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnResolver {
        @Bean
        BearerTokenResolver ownResolver() {
            BearerTokenResolver others = new DefaultBearerTokenResolver();
            return request ->
                    request.getHeader("X-Token") == null ? others.resolve(request) : request.getHeader("X-Token");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnTheStarters {
        @Bean
        SecurityFilterChain onTheStarters(HttpSecurity http, ResourceServerSecurity starter) {
            http.authorizeHttpRequests(
                    requests -> requests.requestMatchers("/who").hasRole("manager"));
            return starter.chain(http);
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
