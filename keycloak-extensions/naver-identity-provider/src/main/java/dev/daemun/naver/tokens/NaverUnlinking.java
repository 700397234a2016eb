package dev.daemun.naver.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.StoredToken;
import dev.daemun.brokering.Unlinking;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Revokes the stored token at Naver, which has no other way to end a link. Naver answers 200 for a token that it does not know any more, so
 * that whoever has left there already counts as done.
 */
public record NaverUnlinking() implements Unlinking {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "id";
    private static final String REFRESH = "refresh_token";
    private static final String ACCESS = "access_token";

    /** What other implementations of RFC 7009 say of a token that they do not know, where they say it at all. */
    private static final Set<String> UNKNOWN = Set.of("invalid_token", "invalid_grant");

    @Override
    public ProviderKind kind() {
        return NaverIdentityProviderConfig.KIND;
    }

    /** The person's id and the stored token, where there is one: the refresh token, which outlives the other. */
    @Override
    public Optional<String> payload(
            KeycloakSession session, IdentityProviderModel provider, FederatedIdentityModel link) {
        return StoredToken.parse(link.getToken())
                .filter(stored -> stored.refreshToken().or(stored::accessToken).isPresent())
                .map(stored -> {
                    var kept = JSON.createObjectNode().put(ID, link.getUserId());
                    stored.refreshToken()
                            .ifPresentOrElse(
                                    token -> kept.put(REFRESH, token),
                                    () -> kept.put(ACCESS, stored.accessToken().orElseThrow()));
                    return kept.toString();
                });
    }

    @Override
    public String externalId(String payload) {
        return read(payload).path(ID).asText();
    }

    @Override
    public OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String payload)
            throws IOException {
        JsonNode kept = read(payload);
        String kind = kept.has(REFRESH) ? REFRESH : ACCESS;
        return result(NaverCalls.with(session, new NaverIdentityProviderConfig(provider))
                .revoke(kept.path(kind).asText(), kind));
    }

    static OutboxDeliveryResult result(NaverAnswer answer) {
        return (answer.status() == 200 && answer.error().isEmpty()) || UNKNOWN.contains(answer.error())
                ? OutboxDeliveryResult.delivered()
                : OutboxDeliveryResult.retry(
                        "status " + answer.status() + (answer.error().isEmpty() ? "" : ", " + answer.error()));
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of the queue is no JSON", e);
        }
    }
}
