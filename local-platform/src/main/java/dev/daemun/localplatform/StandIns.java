package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RegisteredRealm;
import dev.daemun.standins.StandIn;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.jose.ProviderKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stand-ins of one platform, and the options with which Keycloak reaches them at the providers' own addresses. */
record StandIns(RegisteredRealm realm, Path authority, Path appleKeyFile) implements AutoCloseable {
    /**
     * Starts them in this process.
     *
     * @param authority the file that the certificate to trust is written to; the key that signs for Apple's client and the
     *     providers' own keys go beside it
     */
    static StandIns start(Set<StandIn> played, Ports ports, Path authority) {
        try {
            ProviderKeys keys = ProviderKeys.keptIn(authority.toAbsolutePath().getParent());
            ProviderStandIns server = ProviderStandIns.start(ports.standIns(), ports.standInsProxy(), keys);
            PrivateFile.write(authority, server.authorityPem());
            AppleKey appleKey = AppleKey.generate();
            Path appleKeyFile = authority.resolveSibling("stand-in-apple.p8").toAbsolutePath();
            appleKey.write(appleKeyFile);
            return new StandIns(new RegisteredRealm(server, played, appleKey), authority, appleKeyFile);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-ins of the identity providers can't be started", e);
        }
    }

    /** Lets the realm of this issuer be their client. */
    void register(String issuer) {
        realm.register(issuer);
    }

    List<String> keycloakOptions() {
        return realm.keycloakOptions(authority.toString(), "127.0.0.1");
    }

    /** The variables that make the realm their client. */
    Map<String, String> realmVariables() {
        return realm.variables(appleKeyFile.toString());
    }

    List<PlatformDescription.StandIn> describe() {
        return realm.played().stream()
                .map(provider -> new PlatformDescription.StandIn(
                        provider.alias(),
                        realm.standIns().plain(provider.signInHost()).toString(),
                        provider.variable("CLIENT_ID")))
                .toList();
    }

    @Override
    public void close() {
        try {
            realm.standIns().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
