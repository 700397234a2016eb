package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import dev.daemun.testissuer.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Nimbus is the judge: whatever is done to a token, and whatever the issuer itself signs, a decoder with fast decoding says the same of it as one
 * without, to the message of a refusal and to the order of the claims. A million tokens: {@code ./mvnw -pl resource-server-starter -am test
 * -Dtest=FastDecodingAcceptsNothingElseTest -Dsurefire.failIfNoSpecifiedTests=false -Ddaemun.mutations=1000000}
 */
class FastDecodingAcceptsNothingElseTest {
    /** Six tokens each, for each of three algorithms. */
    private static final int MUTATIONS = Integer.getInteger("daemun.mutations", 1_800) / 18;

    /** What a reader of JSON may take for something else than another reader does. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "01",
            "1.0",
            "1e3",
            "1E400",
            "-1e300",
            "99999999999999999999",
            "999999999999999",
            "1000000000000000",
            "9223372036854775807",
            "4102444800",
            "4102444800000",
            "\"4102444800\"",
            "NaN",
            "Infinity",
            "0x10",
            "1f",
            "1L",
            "\"\"",
            "\" \"",
            "\"orders\"",
            "\"\\u006frders\"",
            "\"\\/\"",
            "\"\\x\"",
            "\"대문\"",
            "\"\u0000\"",
            "\"\t\"",
            "\"\u007f\"",
            "'orders'",
            "orders",
            "[]",
            "[[]]",
            "[\"orders\"]",
            "[\"orders\",]",
            "[,\"orders\"]",
            "[\"orders\",null]",
            "[\"orders\",1]",
            "[1]",
            "[{}]",
            "{}",
            "{\"a\":{\"b\":{\"c\":{\"d\":1}}}}",
            "{\"a\":1,\"a\":2}",
            "{\"\":1}",
            "{\"jkt\":\"x\"}",
            "[[[[[[1]]]]]]",
            ",",
            ":",
            "/*x*/1",
            "//x\n1",
            "#x\n1",
            " 1",
            "1 ",
            "\ufeff1",
            ";",
            "=1",
            "=>1");

    private static final List<String> NAMES = List.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "azp",
            "scope",
            "roles",
            "cnf",
            "typ",
            "alg",
            "kid",
            "crit",
            "b64",
            "",
            "__proto__");

    private final Random random = new Random(Long.getLong("daemun.seed", 20_261_127L));

    private record Decoders(JwtDecoder fast, JwtDecoder nimbus, Outcomes outcomes) {}

    private static final class Outcomes {
        private int accepted;
        private int refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256", "PS256"})
    void thanNimbus(String algorithm) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.parse(algorithm))) {
            runner(issuer, true)
                    .run(fast -> runner(issuer, false)
                            .run(nimbus ->
                                    compare(issuer, new Decoders(decoder(fast), decoder(nimbus), new Outcomes()))));
        }
    }

    private void compare(TestIssuer issuer, Decoders decoders) throws JOSEException {
        Signer signer = new Signer(issuer);
        String header = new String(issuer.header().build().toBase64URL().decode(), StandardCharsets.UTF_8);
        for (int i = 0; i < MUTATIONS; i++) {
            // The header of a good token is known from now on, so that what follows goes the shorter way.
            if (i % 50 == 0) {
                same(issuer.token(), decoders);
            }
            String claims = issuer.claims().build().toString();
            same(signer.sign(header, claims), decoders);
            same(signer.sign(header, mutated(claims)), decoders);
            same(signer.sign(mutated(header), claims), decoders);
            same(damaged(issuer.token()), decoders);
            same(without(issuer.token()), decoders);
            same(damaged(signer.sign(header, mutated(claims))), decoders);
        }
        assertThat(decoders.outcomes().accepted).isGreaterThan(MUTATIONS);
        assertThat(decoders.outcomes().refused).isGreaterThan(MUTATIONS);
    }

    private static void same(String token, Decoders decoders) {
        String byNimbus = said(decoders.nimbus(), token);
        assertThat(said(decoders.fast(), token)).as(token).isEqualTo(byNimbus);
        if (byNimbus.startsWith("accepted")) {
            decoders.outcomes().accepted++;
        } else {
            decoders.outcomes().refused++;
        }
    }

    private static String said(JwtDecoder decoder, String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return "accepted " + jwt.getTokenValue() + " " + jwt.getIssuedAt() + " " + jwt.getExpiresAt() + " "
                    + described(jwt.getHeaders()) + " " + described(jwt.getClaims());
        } catch (JwtException e) {
            return "refused " + e.getClass() + " " + e.getMessage() + ", " + e.getCause();
        }
    }

    /** With the types of the values and in their order, since an application may show them. */
    private static String described(Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> member.getKey() + "=" + described(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .map(FastDecodingAcceptsNothingElseTest::described)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    /** JSON with something done to it. */
    private String mutated(String json) {
        StringBuilder text = new StringBuilder(json);
        int times = 1 + random.nextInt(2);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(7)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(128));
                case 1 -> text.insert(at, any(ODD));
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.insert(1, "\"" + any(NAMES) + "\":" + any(ODD) + ",");
                case 4 -> text.insert(Math.max(1, text.lastIndexOf("}")), ",\"" + any(NAMES) + "\":" + any(ODD));
                case 5 -> replaceValue(text);
                default ->
                    text.insert(
                            random.nextBoolean() ? 0 : text.length(),
                            any(List.of(" ", "\n", "x", "{}", "\u0000", "\ufeff")));
            }
        }
        return text.toString();
    }

    private void replaceValue(StringBuilder json) {
        int colon = json.indexOf(":", random.nextInt(json.length()));
        if (colon < 0) {
            return;
        }
        int end = Math.max(colon + 1, json.indexOf(",", colon) < 0 ? json.length() - 1 : json.indexOf(",", colon));
        json.replace(colon + 1, end, any(ODD));
    }

    /** A token with something done to its text. */
    private String damaged(String token) {
        StringBuilder text = new StringBuilder(token);
        int at = random.nextBoolean() ? random.nextInt(text.length()) : text.length() - 1 - random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0 ->
                text.setCharAt(
                        at,
                        any(List.of("A", "_", "-", "+", "/", "=", ".", " ", "é", "대", "\n"))
                                .charAt(0));
            case 1 -> text.insert(at, any(List.of("=", ".", "A", "\n", "==", "..")));
            case 2 -> text.deleteCharAt(at);
            case 3 -> text.append(any(List.of("=", "==", ".", "A", "AA", "\n")));
            case 4 -> text.setLength(at);
            default -> text.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(3))));
        }
        return text.toString();
    }

    /** A token of which one part, or all behind it, is empty, which the other damages seldom do. */
    private String without(String token) {
        String[] parts = token.split("\\.", -1);
        int part = random.nextInt(parts.length);
        if (random.nextBoolean()) {
            parts[part] = "";
            return String.join(".", parts);
        }
        return String.join(".", Arrays.copyOf(parts, part + 1)) + ".".repeat(random.nextInt(3));
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static JwtDecoder decoder(ApplicationContext context) {
        return context.getBean(JwtDecoder.class);
    }

    private static ApplicationContextRunner runner(TestIssuer issuer, boolean fast) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AccessTokenAutoConfiguration.class))
                .withPropertyValues(
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.uri(),
                        "spring.security.oauth2.resourceserver.jwt.audiences=" + TestIssuer.AUDIENCE,
                        "spring.security.oauth2.resourceserver.jwt.jws-algorithms=" + issuer.algorithm,
                        "daemun.resource-server.fast-decoding=" + fast,
                        // So that each token is decoded.
                        "daemun.resource-server.token-cache.max-entries=1");
    }

    /** Signs any texts with the issuer's key. */
    private record Signer(JWSSigner signer, TestIssuer issuer) {
        Signer(TestIssuer issuer) throws JOSEException {
            this(new DefaultJWSSignerFactory().createJWSSigner(issuer.key(), issuer.algorithm), issuer);
        }

        String sign(String header, String claims) throws JOSEException {
            String input = encoded(header) + "." + encoded(claims);
            return input + "." + signer.sign(issuer.header().build(), input.getBytes(StandardCharsets.US_ASCII));
        }

        private static String encoded(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
