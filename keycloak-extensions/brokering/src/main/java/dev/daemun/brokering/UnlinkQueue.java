package dev.daemun.brokering;

import java.util.Optional;
import java.util.UUID;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What is still to be unlinked at a kind of provider, in Keycloak's own outbox table. A row is inserted in the transaction that removes
 * the link, so it exists if and only if that transaction was committed, and it survives a restart.
 */
final class UnlinkQueue {
    private static final String TYPE = "unlink";

    private UnlinkQueue() {}

    static String name(ProviderKind kind) {
        return "daemun-" + kind.id() + "-unlink";
    }

    /** Inserts a row where the provider can be called about this link; gives whether it did. */
    static boolean add(Unlinking unlinking, KeycloakSession session, RealmModel realm, FederatedIdentityModel link) {
        IdentityProviderModel provider = session.identityProviders().getByAlias(link.getIdentityProvider());
        Optional<String> payload =
                unlinking.kind().has(provider) ? unlinking.payload(session, provider, link) : Optional.empty();
        payload.ifPresent(needed -> new OutboxStore(session)
                .enqueuePending(
                        name(unlinking.kind()),
                        realm.getId(),
                        provider.getInternalId(),
                        null,
                        UUID.randomUUID().toString(),
                        TYPE,
                        needed,
                        null));
        return payload.isPresent();
    }
}
