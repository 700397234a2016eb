package dev.daemun.brokering;

import org.keycloak.models.KeycloakSession;

/**
 * Tells a link that its provider has ended from one that was removed here. The module upstream-signals, which receives the providers'
 * reports, sets an attribute on the Keycloak session while it removes such a link; its classes are not needed for that.
 */
public final class EndedUpstream {
    private static final String MARK = "daemun.link-ended-upstream";

    private EndedUpstream() {}

    /** Whether the link that this session is removing was ended at the provider. */
    public static boolean isMarked(KeycloakSession session) {
        return session.getAttribute(MARK) != null;
    }

    /** Does some work that removes a link which its provider, named by its alias, has ended. */
    public static void marked(KeycloakSession session, String alias, Runnable removal) {
        session.setAttribute(MARK, alias);
        try {
            removal.run();
        } finally {
            session.removeAttribute(MARK);
        }
    }
}
