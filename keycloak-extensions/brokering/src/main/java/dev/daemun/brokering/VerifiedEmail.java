package dev.daemun.brokering;

import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.UserModel;

/** The one address that a provider calls verified, whatever the provider's setting <em>Trust email</em> says. */
public final class VerifiedEmail {
    private static final String NOTE = "daemun.verified_email";

    private VerifiedEmail() {}

    /** Takes an address from the provider as verified. */
    public static void take(BrokeredIdentityContext context, String email) {
        context.setEmail(email);
        context.getContextData().put(NOTE, email);
    }

    /**
     * Marks the address the user is about to get. Keycloak calls {@code setEmailVerified} of a provider before it sets the address.
     *
     * <p>Only the address that the provider verified is trusted, since the person may have typed another one meanwhile.
     */
    public static void mark(UserModel user, BrokeredIdentityContext context) {
        String email = context.getEmail();
        if (email == null) {
            return;
        }
        Object verified = context.getContextData().get(NOTE);
        if (verified != null && email.equalsIgnoreCase(verified.toString())) {
            user.setEmailVerified(true);
        } else if (!email.equalsIgnoreCase(user.getEmail())) {
            user.setEmailVerified(false);
        }
    }
}
