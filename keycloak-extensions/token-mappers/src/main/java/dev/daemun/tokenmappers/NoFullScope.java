package dev.daemun.tokenmappers;

import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Takes full scope away from each client that somebody makes or saves, except from the admin console's. Keycloak's own executor
 * {@code full-scope-disabled} takes it away from that one too, at its first save, and its administrators may do nothing then:
 * Keycloak reads the roles by which it gives rights from the console's token, those of fine-grained permissions as well.
 */
final class NoFullScope implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {
    static final String ID = "daemun-no-full-scope";

    @Override
    public void executeOnEvent(ClientPolicyContext context) {
        if (context instanceof ClientCRUDContext change
                && (context.getEvent() == ClientPolicyEvent.REGISTER
                        || (context.getEvent() == ClientPolicyEvent.UPDATE && !isConsole(change.getTargetClient())))) {
            change.getProposedClientRepresentation().setFullScopeAllowed(false);
        }
    }

    private static boolean isConsole(ClientModel client) {
        return client != null && client.getClientId().equals(Constants.ADMIN_CONSOLE_CLIENT_ID);
    }

    @Override
    public String getProviderId() {
        return ID;
    }
}
