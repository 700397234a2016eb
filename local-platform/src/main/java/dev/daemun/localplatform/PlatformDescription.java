package dev.daemun.localplatform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.daemun.realmconfig.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running platform, as scripts and tools find it in {@code .run/platform.json}. A member without a value is left out.
 *
 * @param issuer the {@code iss} of its tokens
 * @param admin Keycloak's admin console and who may enter it
 * @param webApp the page that a person signs in with
 * @param services each with the address of its API
 * @param users the demo users
 * @param clients the clients that have a secret
 * @param standIns the identity providers that are not the real ones
 * @param debugPorts by the name of the process, for a debugger on this machine
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlatformDescription(
        String issuer,
        Admin admin,
        String webApp,
        List<Service> services,
        List<User> users,
        List<Client> clients,
        List<StandIn> standIns,
        Map<String, Integer> debugPorts) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Keycloak's own administrator. */
    public record Admin(String url, String username, String password) {}

    /** A resource service. */
    public record Service(String name, String url) {}

    /** A demo user with all roles that the realm gives it. */
    public record User(String username, String password, List<String> roles) {}

    /** A confidential client. */
    public record Client(String id, String secret) {}

    /**
     * A stand-in on this machine.
     *
     * @param provider the alias in the realm
     * @param url where it answers over plain HTTP
     * @param variable what to set to have the real one instead
     */
    public record StandIn(String provider, String url, String variable) {}

    void write(Path file) {
        try {
            PrivateFile.write(file, JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Optional<PlatformDescription> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), PlatformDescription.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PlatformException(file + " can't be read: delete it.", e);
        }
    }
}
