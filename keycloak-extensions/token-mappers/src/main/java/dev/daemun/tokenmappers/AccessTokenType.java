package dev.daemun.tokenmappers;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Gives the access tokens of each new client the type {@code at+jwt} (RFC 9068 section 2.1), unless whoever makes the client
 * says otherwise. Keycloak has that as a setting of single clients only, and leaves it off.
 */
final class AccessTokenType implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {
    static final String ID = "daemun-access-token-type";

    // Keycloak's OIDCConfigAttributes.USE_RFC9068_ACCESS_TOKEN_HEADER_TYPE.
    static final String ATTRIBUTE = "access.token.header.type.rfc9068";

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        // A client that exists may serve somebody who needs the other type: an administrator decides that.
        if (context.getEvent() == ClientPolicyEvent.REGISTER && context instanceof ClientCRUDContext registration) {
            add(registration.getProposedClientRepresentation());
        }
    }

    private static void add(ClientRepresentation client) {
        if (client.getProtocol() != null && !client.getProtocol().equals("openid-connect")) {
            return;
        }
        Map<String, String> attributes =
                client.getAttributes() == null ? new HashMap<>() : new HashMap<>(client.getAttributes());
        attributes.putIfAbsent(ATTRIBUTE, "true");
        client.setAttributes(attributes);
    }

    @Override
    public String getProviderId() {
        return ID;
    }
}
