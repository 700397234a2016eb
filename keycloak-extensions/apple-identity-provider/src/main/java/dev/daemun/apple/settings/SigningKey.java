package dev.daemun.apple.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureSignerContext;

/** The private key that Apple lets a developer download once, as a {@code .p8} file. It signs with ES256. */
record SigningKey(String keyId, ECPrivateKey key) implements SignatureSignerContext {
    private static final int LONGEST = 16 * 1024;
    private static final ECParameterSpec P256 = p256();

    /** By whom the file must not be read, nor changed; a group may read it, as Kubernetes gives secrets to one. */
    private static final Set<PosixFilePermission> TOO_OPEN = EnumSet.of(
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    /**
     * Reads the file.
     *
     * @throws UnusableKeyException with one sentence that names the setting and what to do
     */
    static SigningKey in(Path file, String keyId) throws UnusableKeyException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Set<PosixFilePermission> open = EnumSet.copyOf(TOO_OPEN);
                open.retainAll(Files.getPosixFilePermissions(file));
                if (!open.isEmpty()) {
                    throw new UnusableKeyException("the file that the setting keyFile names can be read or changed by"
                            + " other users of the machine: let only Keycloak read it (chmod 400)");
                }
            }
            return of(read(file), keyId);
        } catch (IOException e) {
            throw new UnusableKeyException(
                    "the file that the setting keyFile names can't be read by Keycloak: put Apple's .p8 file there");
        }
    }

    /** Takes the key from PEM text, as the vault has it. */
    static SigningKey of(String pem, String keyId) throws UnusableKeyException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded))
                            instanceof ECPrivateKey key
                    && isP256(key.getParams())) {
                return new SigningKey(keyId, key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not as the cause: what is in the file belongs into no log.
        }
        throw new UnusableKeyException(
                "what the setting keyFile names is no private key of Apple's: put the downloaded .p8 file there, unchanged");
    }

    /** Exactly the curve of ES256 (RFC 7518 section 3.4): others are as long, and some security providers read keys of theirs. */
    static boolean isP256(ECParameterSpec curve) {
        return curve.getCurve().equals(P256.getCurve())
                && curve.getGenerator().equals(P256.getGenerator())
                && curve.getOrder().equals(P256.getOrder());
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public String getKid() {
        return keyId;
    }

    @Override
    public String getAlgorithm() {
        return Algorithm.ES256;
    }

    @Override
    public String getHashAlgorithm() {
        return "SHA-256";
    }

    @Override
    public byte[] sign(byte[] data) throws SignatureException {
        try {
            // The form that JWS wants (RFC 7518 section 3.4); without the suffix Java writes DER.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SignatureException("Signing failed", e);
        }
    }

    /** Nothing of the key, wherever this is written. */
    @Override
    public String toString() {
        return "the signing key " + keyId;
    }
}
