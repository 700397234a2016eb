package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * As which clients the realm knows itself at Kakao and Google. Keycloak imports a realm at its first start only: other
 * credentials later would not arrive, and nobody would be told.
 *
 * @param file kept beside the data that it is about
 */
record ImportedClients(Path file) {
    /** Fails with one sentence when the realm was imported with others. */
    void requireUnchanged(Map<String, String> realmVariables) {
        try {
            if (Files.exists(file) && !Files.readString(file).equals(text(realmVariables))) {
                throw new PlatformException("The client ids of Kakao or Google are not those that the realm was set up"
                        + " with: start over with `./run --fresh`.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called once the realm is there. */
    void remember(Map<String, String> realmVariables) {
        PrivateFile.write(file, text(realmVariables));
    }

    private static String text(Map<String, String> realmVariables) {
        return Arrays.stream(StandIn.values())
                .map(provider -> provider.alias() + " " + realmVariables.get(provider.variable("CLIENT_ID")) + "\n")
                .collect(Collectors.joining());
    }
}
