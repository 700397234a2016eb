package dev.daemun.realmadmin;

import java.util.Set;

/**
 * Somebody who may do everything, as an account of the realm master.
 *
 * @param credentials the types of what this person can sign in with, as Keycloak calls them
 * @param fromDirectory whether a directory such as LDAP keeps the account, and with it the password
 */
record Administrator(String name, boolean enabled, Set<String> credentials, boolean fromDirectory) {
    private static final Set<String> SECOND_FACTORS = Set.of("otp", "webauthn");

    /** Also whoever has both a passkey and a password, since the password alone is enough to sign in. */
    boolean signsInByPasswordAlone() {
        return enabled
                && (fromDirectory || credentials.contains("password"))
                && SECOND_FACTORS.stream().noneMatch(credentials::contains);
    }
}
