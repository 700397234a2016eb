package dev.daemun.realmadmin;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import picocli.CommandLine.Option;

/** Which server, and with whose rights. Secrets come from the environment alone. */
final class ConnectionOptions {
    private static final String CLIENT_SECRET = "DAEMUN_REALM_ADMIN_CLIENT_SECRET";
    private static final String PASSWORD = "DAEMUN_REALM_ADMIN_PASSWORD";

    /**
     * Shorter than half of the time that the lock is held for, and otherwise long: the export of a realm of 1,000 clients took
     * more than 30 s right after a start on a busy machine.
     */
    private static final int LONGEST_ANSWER_SECONDS = 55;

    @Option(names = "--server", required = true, description = "Keycloak's address, such as https://id.example.com")
    private String server;

    @Option(
            names = "--user",
            description =
                    "An administrator of the realm master who signs in in place of the client realm-admin, with the"
                            + " password in " + PASSWORD + ".")
    private String user;

    /** The administrator who signs in; none where the client {@code realm-admin} does. */
    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /**
     * Calls this with a connection, and Keycloak's address without a slash at its end.
     *
     * @param realm whose client {@code realm-admin} signs in, unless an administrator does
     */
    <T> T with(String realm, BiFunction<Keycloak, String, T> use) {
        String url = server.replaceFirst("/+$", "");
        try (Client http = http();
                Keycloak keycloak = connect(url, realm, http)) {
            return use.apply(keycloak, url);
        }
    }

    private static Client http() {
        return ClientBuilder.newBuilder()
                .connectTimeout(10, TimeUnit.SECONDS)
                .readTimeout(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
                .register(JacksonProvider.class, 100)
                .build();
    }

    private Keycloak connect(String url, String realm, Client http) {
        KeycloakBuilder builder = KeycloakBuilder.builder().serverUrl(url).resteasyClient(http);
        if (user != null) {
            return builder.realm("master")
                    .clientId("admin-cli")
                    .username(user)
                    .password(variable(PASSWORD))
                    .build();
        }
        return builder.realm(realm)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId("realm-admin")
                .clientSecret(variable(CLIENT_SECRET))
                .build();
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new RealmAdminException(name + " is not set: set it to what the account signs in with.");
        }
        return value;
    }
}
