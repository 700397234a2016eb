package dev.daemun.apple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.apple.settings.ClientSecrets;
import dev.daemun.apple.settings.UnusableKeyException;
import dev.daemun.brokering.BoundedCall;
import dev.daemun.brokering.ProviderKind;
import dev.daemun.brokering.StoredToken;
import dev.daemun.brokering.Unlinking;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Apple's revocation of the stored token (developer.apple.com, "Revoke tokens"; TN3194 asks for it when an account is deleted). It also
 * removes the app from the person's list of those that use the Apple Account.
 */
record AppleUnlinking(ClientSecrets secrets) implements Unlinking {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token";
    private static final String HINT = "hint";

    @Override
    public ProviderKind kind() {
        return AppleIdentityProviderConfig.KIND;
    }

    /** The person's id and the refresh token, or the access token where there is no other; Apple can't be called without one. */
    @Override
    public Optional<String> payload(
            KeycloakSession session, IdentityProviderModel provider, FederatedIdentityModel link) {
        ObjectNode payload = JSON.createObjectNode().put("sub", link.getUserId());
        Optional<StoredToken> stored = StoredToken.parse(link.getToken());
        return stored.flatMap(StoredToken::refreshToken)
                .map(token -> payload.put(TOKEN, token))
                .or(() -> stored.flatMap(StoredToken::accessToken)
                        .map(token -> payload.put(TOKEN, token).put(HINT, "access_token")))
                .map(ObjectNode::toString);
    }

    @Override
    public String externalId(String payload) {
        return read(payload).path("sub").asText();
    }

    @Override
    public OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String payload)
            throws IOException {
        AppleIdentityProviderConfig config = new AppleIdentityProviderConfig(provider);
        try {
            BoundedCall.Answer answer = BoundedCall.with(session)
                    .post(
                            AppleIdentityProviderConfig.REVOCATION_URL,
                            Map.of(),
                            Map.of(
                                    "client_id",
                                    config.getClientId(),
                                    "client_secret",
                                    secrets.secret(session, config),
                                    TOKEN,
                                    read(payload).path(TOKEN).asText(),
                                    "token_type_hint",
                                    read(payload).path(HINT).asText("refresh_token")));
            if (answer.status() != 200
                    && AppleRefusal.of(answer.status(), answer.body()).isOfTheSecret()) {
                secrets.forget(session, config);
            }
            return result(answer);
        } catch (UnusableKeyException e) {
            return OutboxDeliveryResult.retry(e.getMessage());
        }
    }

    static OutboxDeliveryResult result(BoundedCall.Answer answer) {
        if (answer.status() == 200) {
            return OutboxDeliveryResult.delivered();
        }
        AppleRefusal refusal = AppleRefusal.of(answer.status(), answer.body());
        // A token that has ended already is what was wanted.
        return refusal.isOfAnEndedToken()
                ? OutboxDeliveryResult.delivered()
                : OutboxDeliveryResult.retry(refusal.getMessage());
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The queue has a row that this module did not write", e);
        }
    }
}
