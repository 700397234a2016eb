package dev.daemun.realmadmin;

import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import picocli.CommandLine.Option;

/** Which server, with whose rights, and which of the realm's variables are allowed. Secrets come from the environment alone. */
final class ServerOptions {
    private static final String CLIENT_SECRET = "DAEMUN_REALM_ADMIN_CLIENT_SECRET";
    private static final String PASSWORD = "DAEMUN_REALM_ADMIN_PASSWORD";

    /** Shorter than half of the time that the lock is held for. */
    private static final int LONGEST_ANSWER_SECONDS = 30;

    @Option(names = "--server", required = true, description = "Keycloak's address, such as https://id.example.com")
    private String server;

    @Option(
            names = "--user",
            description =
                    "An administrator of the realm master who signs in in place of the client realm-admin, with the"
                            + " password in " + PASSWORD + ".")
    private String user;

    @Option(
            names = "--files",
            description = "The directory with the realm's files, in place of the built-in ones; or DAEMUN_REALM_FILES.")
    private Path files;

    @Option(names = "--demo", description = "Allow demo secrets, as realm-config --demo does.")
    private boolean demo;

    Plan with(Function<RealmAdmin, Plan> use) {
        var realm = RealmConfig.realm(
                RealmFiles.of(files, System.getenv()), System.getenv(), demo ? Mode.DEMO : Mode.PRODUCTION);
        String url = server.replaceFirst("/+$", "");
        try (Client http = http();
                Keycloak keycloak = connect(url, realm.path("realm").asText(), http)) {
            return use.apply(new RealmAdmin(keycloak, url, realm, Clock.systemUTC(), owner()));
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

    private static String owner() {
        try {
            return InetAddress.getLocalHost().getHostName() + ", process "
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "process " + ProcessHandle.current().pid();
        }
    }
}
