package dev.daemun.systemtests;

import dev.daemun.localplatform.Login;

/** A real Keycloak with our extensions and the imported realm, however it was started. */
interface RunningKeycloak extends AutoCloseable {
    Login ADMINISTRATOR = new Login("admin", "test-administrator");

    /** Where it listens, without a slash at the end. */
    String url();

    default String issuer() {
        return url() + "/realms/daemun";
    }

    @Override
    void close();
}
