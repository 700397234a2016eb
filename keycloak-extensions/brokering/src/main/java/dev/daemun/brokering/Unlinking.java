package dev.daemun.brokering;

import java.io.IOException;
import java.util.Optional;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/** How one kind of provider is told that a person's link was removed here. */
public interface Unlinking {
    /** The providers that are told so. */
    ProviderKind kind();

    /**
     * What the call will need, as it is kept in the queue: the link is gone by then. Called before the link is removed, in the same
     * transaction.
     *
     * @return nothing where the provider can't be called about this link
     */
    Optional<String> payload(KeycloakSession session, IdentityProviderModel provider, FederatedIdentityModel link);

    /** The person's id at the provider, out of {@link #payload}. */
    String externalId(String payload);

    /**
     * Calls the provider. What it has ended already counts as done.
     *
     * @return done, or to be tried again, with a reason that contains nothing secret or personal
     * @throws IOException when no answer came
     */
    OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String payload)
            throws IOException;
}
