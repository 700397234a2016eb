package dev.daemun.resourceserver;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Whose tokens are accepted, for whom, and how they must be signed.
 *
 * @param issuer the exact {@code iss} of its tokens
 * @param jwkSetUri where its keys are, or null when its metadata says so
 * @param audiences one of them must be in {@code aud}
 * @param algorithms the only signature algorithms that are tried
 */
record TrustedIssuer(String issuer, URI jwkSetUri, Set<String> audiences, Set<JWSAlgorithm> algorithms) {
    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";
    /** What a Daemun realm signs with, the one or the other. A published key is bound to one of them. */
    private static final Set<JWSAlgorithm> DEFAULT_ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);

    static TrustedIssuer of(OAuth2ResourceServerProperties.Jwt jwt, Environment environment) {
        if (!StringUtils.hasText(jwt.getIssuerUri())) {
            throw new InvalidConfigurationException(
                    PREFIX + "issuer-uri",
                    "is not set: set it to the realm's address, such as https://id.example.com/realms/daemun.");
        }
        if (jwt.getAudiences().isEmpty()) {
            throw new InvalidConfigurationException(
                    PREFIX + "audiences",
                    "is not set: set it to this service's client id, or tokens for other services would be accepted.");
        }
        return new TrustedIssuer(
                address("issuer-uri", jwt.getIssuerUri()).toString(),
                StringUtils.hasText(jwt.getJwkSetUri()) ? address("jwk-set-uri", jwt.getJwkSetUri()) : null,
                Set.copyOf(jwt.getAudiences()),
                algorithms(jwt.getJwsAlgorithms(), environment));
    }

    private static Set<JWSAlgorithm> algorithms(List<String> names, Environment environment) {
        // The value alone does not show whether somebody chose RS256 or whether it is Boot's default.
        boolean chosen = environment.containsProperty(PREFIX + "jws-algorithms")
                || environment.containsProperty(PREFIX + "jws-algorithms[0]");
        if (!chosen) {
            return DEFAULT_ALGORITHMS;
        }
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        for (String name : names) {
            JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
            if (!JWSAlgorithm.Family.RSA.contains(algorithm) && !JWSAlgorithm.Family.EC.contains(algorithm)) {
                throw new InvalidConfigurationException(
                        PREFIX + "jws-algorithms",
                        "has '" + name + "': use ES256, RS256 or another public-key algorithm.");
            }
            algorithms.add(algorithm);
        }
        return algorithms;
    }

    private static URI address(String property, String value) {
        URI uri = URI.create(value);
        if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new InvalidConfigurationException(
                    PREFIX + property, "is '" + value + "', which is no address: write one that begins with https://.");
        }
        return uri;
    }
}
