package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.CLIENT_UPDATED;

import dev.daemun.eventlog.IdentityEventType;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/** Events about a client. */
final class Clients {
    private final KeycloakSession session;

    Clients(KeycloakSession session) {
        this.session = session;
    }

    Draft event(IdentityEventType type, ClientModel client) {
        return new Draft(session, type, client.getRealm())
                .thing(client.getId())
                .fact("id", client.getId())
                .fact("clientId", client.getClientId());
    }

    /** Its state now, and what its tokens may still carry of the one before. */
    Draft updated(ClientModel client) {
        Draft draft = event(CLIENT_UPDATED, client)
                .fact("enabled", client.isEnabled())
                .fact("notBefore", client.getNotBefore());
        State now = State.of(client);
        State before = Before.of(session, client.getRealm()).get(then -> {
            ClientModel found = then.session().clients().getClientById(then.realm(), client.getId());
            return found == null ? null : State.of(found);
        });
        if (before != null) {
            draft.fact("previousClientId", before.clientId().equals(now.clientId()) ? null : before.clientId());
            if (now.allowsLessThan(before)) {
                draft.fact("narrowed", true);
            }
        }
        return draft;
    }

    /** What of a client decides about its tokens, apart from its scopes. */
    private record State(String clientId, boolean fullScope, Lifetimes lifetimes) {
        static State of(ClientModel client) {
            return new State(
                    client.getClientId(),
                    client.isFullScopeAllowed(),
                    new Lifetimes(Stream.of(
                                    OIDCConfigAttributes.CLIENT_SESSION_IDLE_TIMEOUT,
                                    OIDCConfigAttributes.CLIENT_SESSION_MAX_LIFESPAN,
                                    OIDCConfigAttributes.CLIENT_OFFLINE_SESSION_IDLE_TIMEOUT,
                                    OIDCConfigAttributes.CLIENT_OFFLINE_SESSION_MAX_LIFESPAN)
                            .map(name -> seconds(client.getAttribute(name)))
                            .toList()));
        }

        boolean allowsLessThan(State before) {
            return (before.fullScope && !fullScope) || lifetimes.areShorterThan(before.lifetimes);
        }

        private static int seconds(String attribute) {
            try {
                return attribute == null || attribute.isBlank() ? 0 : Integer.parseInt(attribute.strip());
            } catch (NumberFormatException e) {
                // Keycloak ignores what is no number.
                return 0;
            }
        }
    }
}
