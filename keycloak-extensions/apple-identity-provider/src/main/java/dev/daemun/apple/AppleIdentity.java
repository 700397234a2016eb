package dev.daemun.apple;

import dev.daemun.apple.names.PersonName;
import dev.daemun.brokering.StorableText;
import dev.daemun.brokering.VerifiedEmail;
import java.util.Optional;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.representations.IDToken;

/** An Apple Account in Keycloak's terms. */
final class AppleIdentity {
    private AppleIdentity() {}

    /**
     * Takes from the claims only an address that Apple calls verified. Apple writes that as a boolean for some people and as text for
     * others, and Jackson reads both. An address of Apple's relay counts as verified; the README says what follows from that.
     */
    static BrokeredIdentityContext of(IDToken claims, Optional<PersonName> name, IdentityProviderModel config) {
        BrokeredIdentityContext context = new BrokeredIdentityContext(claims.getSubject(), config);
        // Keycloak stores a proof by mail under this id; without one the proof would count for any Apple account.
        context.setBrokerUserId(config.getAlias() + "." + claims.getSubject());
        context.setUsername("apple_" + claims.getSubject());
        name.ifPresent(known -> {
            context.setFirstName(known.first());
            context.setLastName(known.last());
        });
        String email = StorableText.address(claims.getEmail());
        if (email != null && Boolean.TRUE.equals(claims.getEmailVerified())) {
            VerifiedEmail.take(context, email);
        }
        return context;
    }
}
