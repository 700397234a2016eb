package dev.daemun.upstreamsignals;

import dev.daemun.upstreamsignals.consequence.Reception;
import dev.daemun.upstreamsignals.token.Signal;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.time.Instant;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * For provider jars that find out by themselves that a provider has ended a link, without a report of the provider. It leads to the same
 * as the report {@code user-unlinked}: sessions begun through the provider end, and the link. Clients are not told by a back-channel
 * log-out, because there is no request from which Keycloak could take its own address.
 */
public final class ProviderEndedLink {
    private ProviderEndedLink() {}

    /**
     * Carries it out, in a transaction of its own.
     *
     * @param session whose context has the realm
     * @param provider the provider with the link
     * @param externalId the person's id at the provider
     * @param reason one word for the logs, without anything personal
     * @param time when the provider said so; a session that began more than a minute later is one of somebody who has come back
     */
    public static void carryOut(
            KeycloakSession session, IdentityProviderModel provider, String externalId, String reason, Instant time) {
        new Reception(session, provider).foundOut(new UpstreamEvent(Signal.USER_UNLINKED, externalId, time, reason));
    }
}
