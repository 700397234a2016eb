package dev.daemun.servicecalls;

import java.util.Locale;

/** Which token a service gets. */
enum TokenKind {
    /** The caller's own, as it came. Whoever it is sent to can use it wherever the caller could. */
    CALLERS,
    /** One that the issuer gave in exchange for the caller's, for this service only (RFC 8693). */
    EXCHANGED,
    /** One of this service's own account (RFC 6749 section 4.4): no person is known to the other side. */
    OWN;

    /** As it stands in the properties. */
    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}
