package dev.daemun.standins.apple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Set;

/** A key for Sign in with Apple, as Apple lets a developer download it once, in a file with the ending {@code .p8}. */
public record AppleKey(KeyPair pair) {
    /** The team that every client of such a key belongs to. */
    public static final String TEAM_ID = "STANDINTEA";

    /** The name of every such key. */
    public static final String KEY_ID = "STANDINKEY";

    private static final String OWNER_ONLY = "rw-------";

    /** A new key. */
    public static AppleKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return new AppleKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client whose secrets this key signs. */
    public AppleClient client(String clientId, Set<String> redirectUris) {
        return new AppleClient(clientId, TEAM_ID, KEY_ID, (ECPublicKey) pair.getPublic(), redirectUris);
    }

    /** The private half, as PEM. */
    public String pem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /** Writes the private half into a file that only its owner can read. */
    public void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        }
        Files.write(file, pem().getBytes(StandardCharsets.US_ASCII));
    }
}
