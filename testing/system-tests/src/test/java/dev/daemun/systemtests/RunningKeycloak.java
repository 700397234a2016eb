package dev.daemun.systemtests;

import dev.daemun.localplatform.Login;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** A real Keycloak with our extensions and the imported realm, however it was started. */
interface RunningKeycloak extends AutoCloseable {
    Login ADMINISTRATOR = new Login("admin", "test-administrator");

    /** Of each Keycloak that tests start as a process: a dear hash slows down who guesses passwords, and every sign-in. */
    List<String> CHEAP_PASSWORDS =
            List.of("--spi-password-hashing--argon2--iterations=1", "--spi-password-hashing--argon2--memory=8");

    /** Where it listens, without a slash at the end. */
    String url();

    default String issuer() {
        return url() + "/realms/daemun";
    }

    /** Its admin REST interface as its administrator sees it; to be closed. */
    default Keycloak admin() {
        return Keycloak.getInstance(url(), "master", ADMINISTRATOR.username(), ADMINISTRATOR.password(), "admin-cli");
    }

    /** What the environment of another Java process needs in order to believe that it speaks with this one. */
    default Map<String, String> trust() {
        return Map.of();
    }

    @Override
    void close();
}
