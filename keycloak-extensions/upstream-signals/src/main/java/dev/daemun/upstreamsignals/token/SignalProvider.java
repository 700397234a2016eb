package dev.daemun.upstreamsignals.token;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;

/**
 * What makes a token this provider's.
 *
 * @param internalId Keycloak's internal id of the provider
 * @param issuer without a slash at its end, since Google writes one in its events and none in ID tokens
 * @param audiences the names that this app has at the provider; a token must be for one of them
 * @param keySet the address of the provider's keys
 * @param algorithms those that it signs with
 * @param notation how it writes the events of a token
 */
public record SignalProvider(
        String internalId,
        String issuer,
        Set<String> audiences,
        String keySet,
        Set<String> algorithms,
        Notation notation) {
    /** How a provider writes events. */
    public enum Notation {
        /** By their URIs (RFC 8417), in a body of the type {@code application/secevent+jwt}. */
        SECURITY_EVENTS,
        /** One event by a word, in the member or form field {@code payload}. */
        APPLE
    }

    /** A setting of the provider: further names of this app, separated by commas, such as client ids of its mobile apps. */
    static final String MORE_AUDIENCES = "signalAudiences";

    private static final Set<String> RS256 = Set.of("RS256");
    private static final Set<String> SIGNED_BY_A_PRIVATE_KEY =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    /**
     * Kakao, Google and Apple by their documentation, any other OpenID Connect provider by its own settings.
     *
     * @return nothing for a provider of which neither an issuer nor keys are known
     */
    public static Optional<SignalProvider> of(IdentityProviderModel model) {
        Map<String, String> config = model.getConfig();
        return Optional.ofNullable(
                switch (model.getProviderId()) {
                    case "kakao" ->
                        // Implementers report both the REST API key and the app's number as the audience.
                        new SignalProvider(
                                model.getInternalId(),
                                "https://kauth.kakao.com",
                                audiences(config, config.get("appId")),
                                "https://kauth.kakao.com/.well-known/jwks.json",
                                RS256,
                                Notation.SECURITY_EVENTS);
                    case "google" ->
                        new SignalProvider(
                                model.getInternalId(),
                                "https://accounts.google.com",
                                audiences(config, null),
                                "https://www.googleapis.com/oauth2/v3/certs",
                                RS256,
                                Notation.SECURITY_EVENTS);
                    case "apple" ->
                        new SignalProvider(
                                model.getInternalId(),
                                "https://appleid.apple.com",
                                audiences(config, null),
                                "https://appleid.apple.com/auth/keys",
                                RS256,
                                Notation.APPLE);
                    case "oidc", "keycloak-oidc" -> ofSettings(model);
                    default -> null;
                });
    }

    private static SignalProvider ofSettings(IdentityProviderModel model) {
        String issuer = model.getConfig().get("issuer");
        String keySet = model.getConfig().get("jwksUrl");
        return isBlank(issuer) || isBlank(keySet)
                ? null
                : new SignalProvider(
                        model.getInternalId(),
                        normalized(issuer),
                        audiences(model.getConfig(), null),
                        keySet,
                        SIGNED_BY_A_PRIVATE_KEY,
                        Notation.SECURITY_EVENTS);
    }

    boolean isIssuer(String name) {
        return name != null && issuer.equals(normalized(name));
    }

    private static Set<String> audiences(Map<String, String> config, String more) {
        String further = config.get(MORE_AUDIENCES);
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(
                        Stream.of(config.getOrDefault("clientId", ""), more == null ? "" : more),
                        Arrays.stream((further == null ? "" : further).split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    private static String normalized(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
