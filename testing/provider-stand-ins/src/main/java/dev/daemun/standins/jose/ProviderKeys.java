package dev.daemun.standins.jose;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that the providers begin with. Generating one takes longer than the rest of a start and than most tests. It begins with the
 * stand-in and not with the first sign-in: on a busy machine it takes longer than the five seconds for which Keycloak waits for an
 * answer.
 */
public final class ProviderKeys {
    private static final ProviderKeys OF_THIS_PROCESS = new ProviderKeys(Optional.empty());

    private final Map<String, CompletableFuture<RSAKey>> first = new ConcurrentHashMap<>();
    private final Optional<Path> directory;

    private ProviderKeys(Optional<Path> directory) {
        this.directory = directory;
    }

    /** The same for all stand-ins of this process, and gone with it. */
    public static ProviderKeys ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * The same for all processes that name this directory, one after the other, as a provider's keys outlive its servers.
     *
     * @param directory where a file for each provider is put, which only its owner can read
     */
    public static ProviderKeys keptIn(Path directory) {
        return new ProviderKeys(Optional.of(directory));
    }

    /**
     * The keys of one provider.
     *
     * @param keyIdLength how many hexadecimal digits the ids of its keys have
     */
    public SigningKeys of(String provider, int keyIdLength) {
        return new SigningKeys(
                keyIdLength,
                first.computeIfAbsent(provider, name -> CompletableFuture.supplyAsync(() -> first(name, keyIdLength))));
    }

    private RSAKey first(String provider, int keyIdLength) {
        if (directory.isEmpty()) {
            return SigningKeys.generate(keyIdLength);
        }
        Path file = directory.get().resolve("stand-in-" + provider + ".jwk");
        try {
            return read(file).orElseGet(() -> write(SigningKeys.generate(keyIdLength), file));
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException("The key of " + provider + " can't be kept in " + file, e.getCause());
        }
    }

    /** None where there is no file, or one that was spoilt. */
    private static Optional<RSAKey> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(RSAKey.parse(Files.readString(file))).filter(RSAKey::isPrivate)
                    : Optional.empty();
        } catch (CharacterCodingException | ParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey write(RSAKey key, Path file) {
        try {
            Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
            // Only its owner can read a temporary file.
            Path written = Files.createTempFile(parent, ".new-", ".jwk");
            Files.writeString(written, key.toJSONString());
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
