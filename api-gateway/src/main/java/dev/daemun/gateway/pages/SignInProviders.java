package dev.daemun.gateway.pages;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Knows which providers the realm offers now. Keycloak publishes no list of them, but its authorization endpoint sends whoever
 * asks for a provider by {@code kc_idp_hint} there, or shows its own form where the realm has none of that name or has
 * switched it off (org.keycloak.authentication.authenticators.browser.IdentityProviderAuthenticator).
 */
@Component
@ConditionalOnProperty("daemun.gateway.web-app")
final class SignInProviders {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(5);
    private static final String CERTS = "/protocol/openid-connect/certs";
    private static final int FOUND = 200;

    private final HttpClient http = HttpClient.create().followRedirect(false).responseTimeout(LONGEST_WAIT);
    private final String question;
    private final Mono<Optional<List<String>>> offered;

    SignInProviders(PageProperties page, OAuth2ResourceServerProperties trusted) {
        this.question = realm(trusted.getJwt()) + "/protocol/openid-connect/auth?response_type=code&client_id="
                + encoded(page.webAppClientId())
                // Nobody ever comes back with a code, so any challenge will do: it is the one of RFC 7636.
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&kc_idp_hint=";
        this.offered = Flux.fromIterable(page.webAppProviders())
                .filterWhen(this::offers)
                .collectList()
                .map(Optional::of)
                .timeout(LONGEST_WAIT)
                .onErrorReturn(Optional.empty())
                .cache(known -> known.isPresent() ? KEPT : ASKED_AGAIN, failed -> ASKED_AGAIN, () -> ASKED_AGAIN);
    }

    /** Their aliases, of those that the page has a button for; empty while nobody knows. */
    Mono<Optional<List<String>>> offered() {
        return offered;
    }

    private Mono<Boolean> offers(String alias) {
        return http.get().uri(question + encoded(alias)).response().map(answer -> {
            String target = answer.responseHeaders().get(HttpHeaders.LOCATION);
            if (target == null && answer.status().code() != FOUND) {
                throw new IllegalStateException(
                        "The issuer answered " + answer.status().code());
            }
            return target != null && URI.create(target).getPath().endsWith("/broker/" + alias + "/login");
        });
    }

    /** Where the gateway fetches the realm's keys may be nearer than the public address. */
    private static String realm(OAuth2ResourceServerProperties.Jwt jwt) {
        String keys = jwt.getJwkSetUri();
        return keys != null && keys.endsWith(CERTS)
                ? keys.substring(0, keys.length() - CERTS.length())
                : jwt.getIssuerUri();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
