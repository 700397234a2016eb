package dev.daemun.brokering;

import java.io.IOException;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDeliveryOutcome;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;

/** Calls the provider about one row of the {@link UnlinkQueue}, unless there is nothing to be called about any more. */
final class UnlinkDelivery implements OutboxDeliveryHandler {
    private final Unlinking unlinking;
    private final FailureLog failures;

    UnlinkDelivery(Unlinking unlinking, FailureLog failures) {
        this.unlinking = unlinking;
        this.failures = failures;
    }

    @Override
    public String entryKind() {
        return UnlinkQueue.name(unlinking.kind());
    }

    @Override
    public OutboxDeliveryResult deliver(KeycloakSession session, OutboxEntryEntity row) {
        RealmModel realm = session.realms().getRealm(row.getRealmId());
        if (realm == null) {
            return OutboxDeliveryResult.orphaned("its realm is gone");
        }
        session.getContext().setRealm(realm);
        IdentityProviderModel provider = session.identityProviders().getById(row.getOwnerId());
        if (provider == null) {
            return OutboxDeliveryResult.orphaned("its provider is gone");
        }
        if (isLinkedAgain(session, realm, provider, unlinking.externalId(row.getPayload()))) {
            return OutboxDeliveryResult.delivered();
        }
        OutboxDeliveryResult result = call(session, provider, row.getPayload());
        if (result.outcome() == OutboxDeliveryOutcome.DELIVERED) {
            failures.succeeded();
        } else {
            failures.failed(unlinking.kind().name() + " has not unlinked somebody of provider " + provider.getAlias()
                    + ", to be tried again: " + result.errorMessage());
        }
        return result;
    }

    /** Whoever has come back meanwhile has a new link at the provider, and a late call would end that one. */
    private static boolean isLinkedAgain(
            KeycloakSession session, RealmModel realm, IdentityProviderModel provider, String id) {
        return session.users()
                        .getUserByFederatedIdentity(realm, new FederatedIdentityModel(provider.getAlias(), id, null))
                != null;
    }

    private OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String payload) {
        try {
            return unlinking.call(session, provider, payload);
        } catch (IOException e) {
            return OutboxDeliveryResult.retry("no answer");
        }
    }
}
