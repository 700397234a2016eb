package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import dev.daemun.standins.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The client ids at the identity providers that the realm was imported with. Keycloak imports a realm at its first start only, and
 * silently ignores other credentials at a later one.
 *
 * @param file kept in Keycloak's data directory, so that it is deleted together with the realm
 */
record ImportedClients(Path file) {
    /** Fails with one sentence when the realm was imported with others. */
    void requireUnchanged(Map<String, String> realmVariables) {
        try {
            if (Files.exists(file) && !Files.readString(file).equals(text(realmVariables))) {
                throw new PlatformException(
                        "The client ids of the identity providers are not those that the realm was set up"
                                + " with: start over with `./run --fresh`.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them down, to be called once the realm exists. */
    void remember(Map<String, String> realmVariables) {
        PrivateFile.write(file, text(realmVariables));
    }

    private static String text(Map<String, String> realmVariables) {
        return Arrays.stream(StandIn.values())
                .map(provider -> provider.alias() + " " + realmVariables.get(provider.variable("CLIENT_ID")) + "\n")
                .collect(Collectors.joining());
    }
}
