package dev.daemun.upstreamsignals.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** A service account of Google Cloud, from the key file that its console offers for download. */
record ServiceAccount(String email, String keyId, PrivateKey key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Google's documentation of RISC: a token that the account signs for the RISC API itself, with no exchange. */
    private static final String AUDIENCE =
            "https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService";

    private static final int LIFETIME = 3_600;

    /**
     * Reads a key file.
     *
     * @throws IOException when it can't be read, or is no key file of a service account
     */
    static ServiceAccount read(Path keyFile) throws IOException {
        JsonNode file = JSON.readTree(keyFile.toFile());
        String pem = file.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
        if (pem.isEmpty() || !file.path("client_email").isTextual()) {
            throw new IOException("it has no private_key or no client_email");
        }
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new ServiceAccount(
                    file.path("client_email").asText(),
                    file.path("private_key_id").asText(),
                    key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("its private_key is no RSA key", e);
        }
    }

    /** A bearer token for the RISC API. */
    String token(Instant now) throws IOException {
        String input = part(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId)) + "."
                + part(Map.of(
                        "iss",
                        email,
                        "sub",
                        email,
                        "aud",
                        AUDIENCE,
                        "iat",
                        now.getEpochSecond(),
                        "exp",
                        now.getEpochSecond() + LIFETIME));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("its private_key can't sign", e);
        }
    }

    private static String part(Map<String, Object> claims) throws IOException {
        return encoded(JSON.writeValueAsBytes(claims));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
