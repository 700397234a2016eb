package dev.daemun.realmadmin;

import java.util.function.BiFunction;
import org.keycloak.admin.client.Keycloak;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A realm of a server, whatever files say of it. */
final class RealmOptions {
    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--realm", defaultValue = "daemun", description = "The realm's name; daemun unless given.")
    private String realm;

    String name() {
        return realm;
    }

    /** Calls this with a connection, and Keycloak's address without a slash at its end. */
    <T> T with(BiFunction<Keycloak, String, T> use) {
        return connection.with(realm, use);
    }
}
