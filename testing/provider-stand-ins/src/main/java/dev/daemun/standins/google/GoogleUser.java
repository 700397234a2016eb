package dev.daemun.standins.google;

import java.util.Optional;

/**
 * A person with a Google account.
 *
 * @param hostedDomain the Workspace domain, the claim {@code hd}
 */
public record GoogleUser(
        String sub,
        String title,
        String titleKo,
        String givenName,
        String familyName,
        String email,
        boolean emailVerified,
        Optional<String> hostedDomain) {

    /** The same person with another address. */
    public GoogleUser withEmail(String changed, boolean verified) {
        return new GoogleUser(sub, title, titleKo, givenName, familyName, changed, verified, hostedDomain);
    }

    String name() {
        return givenName + " " + familyName;
    }
}
