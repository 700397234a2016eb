package dev.daemun.systemtests;

import dev.daemun.localplatform.Login;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** A real Keycloak with Daemun's extensions and the imported realm, however it was started. */
interface RunningKeycloak extends AutoCloseable {
    Login ADMINISTRATOR = new Login("admin", "test-administrator");

    /** For each Keycloak that tests start: an expensive hash slows down attackers, but also every sign-in of a test. */
    List<String> CHEAP_PASSWORDS =
            List.of("--spi-password-hashing--argon2--iterations=1", "--spi-password-hashing--argon2--memory=8");

    /** Its address, without a slash at the end. */
    String url();

    default String issuer() {
        return url() + "/realms/daemun";
    }

    /** Its admin REST interface with the administrator's rights; to be closed. */
    default Keycloak admin() {
        return Keycloak.getInstance(url(), "master", ADMINISTRATOR.username(), ADMINISTRATOR.password(), "admin-cli");
    }

    /** The environment variables with which another Java process trusts its certificate. */
    default Map<String, String> trust() {
        return Map.of();
    }

    @Override
    void close();
}
