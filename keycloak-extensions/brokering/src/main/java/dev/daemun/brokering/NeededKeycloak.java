package dev.daemun.brokering;

import org.keycloak.common.Version;

/** Says what an older Keycloak lacks. Its start would otherwise end with nothing but the name of a class. */
final class NeededKeycloak {
    private static final String SINCE_26_7 = "org.keycloak.events.outbox.OutboxDeliveryHandler";

    private NeededKeycloak() {}

    /**
     * Ends the start where the queue's classes are missing.
     *
     * @param provider which one needs them, as a person knows it
     * @param keycloak what loads Keycloak's classes
     */
    static void require(String provider, ClassLoader keycloak) {
        try {
            Class.forName(SINCE_26_7, false, keycloak);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The identity provider " + provider + " needs Keycloak 26.7 or newer, and this is "
                            + Version.VERSION + ": use a newer Keycloak, or take the provider's jar out of providers/.",
                    e);
        }
    }
}
