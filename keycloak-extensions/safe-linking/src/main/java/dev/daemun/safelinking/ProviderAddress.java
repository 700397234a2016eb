package dev.daemun.safelinking;

import java.util.Optional;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The address that the provider itself gave. Keycloak keeps one address for a first sign-in, and a person may replace it on
 * the page that asks to review the profile; afterwards nothing says where the address came from. So we keep a copy
 * with the identity, where the page does not write and a restart of the flow does not clear it.
 */
final class ProviderAddress {
    private static final String KEY = "daemun.provider-address";

    /** Keycloak stores no null, and "the provider gave none" must differ from "nobody has looked". */
    private static final String NONE = "";

    private ProviderAddress() {}

    /** Keeps the address as it is now. To be called before any page is shown; a second call changes nothing. */
    static void remember(BrokeredIdentityContext person) {
        person.getContextData().putIfAbsent(KEY, person.getEmail() == null ? NONE : person.getEmail());
    }

    /** Empty when the provider gave none, and when nobody remembered it. */
    static Optional<String> of(BrokeredIdentityContext person) {
        return Optional.ofNullable(person.getContextData().get(KEY))
                .map(Object::toString)
                .filter(address -> !address.equals(NONE));
    }

    /**
     * Says to Keycloak that the person has replaced the address, so that Keycloak does not mark it as verified by the provider.
     * Keycloak's own review page does so too, but the mark is lost when the flow starts over, and the address is not.
     */
    static void markWhereReplaced(BrokeredIdentityContext person, AuthenticationSessionModel signIn) {
        String address = person.getEmail();
        if (address != null
                && person.getContextData().containsKey(KEY)
                && of(person).filter(address::equalsIgnoreCase).isEmpty()) {
            signIn.setAuthNote(AbstractIdentityProvider.UPDATE_PROFILE_EMAIL_CHANGED, "true");
        }
    }
}
