package dev.daemun.standins.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AProvidersKeyOutlivesItsStandInTest {
    @TempDir
    private Path directory;

    @Test
    void andVerifiesWhatItSignedBefore() throws Exception {
        String token = sign(ProviderKeys.keptIn(directory).of("kakao", 30));
        SigningKeys later = ProviderKeys.keptIn(directory).of("kakao", 30);
        assertThat(isOf(later, token)).isTrue();
        assertThat(SignedJWT.parse(sign(later)).getHeader().getKeyID())
                .isEqualTo(SignedJWT.parse(token).getHeader().getKeyID());
    }

    @Test
    void butIsNotAnothers() throws Exception {
        String token = sign(ProviderKeys.keptIn(directory).of("kakao", 30));
        assertThat(isOf(ProviderKeys.keptIn(directory).of("naver", 32), token)).isFalse();
    }

    @Test
    void unlessItsFileIsSpoilt() throws Exception {
        String token = sign(ProviderKeys.keptIn(directory).of("kakao", 30));
        Path file = directory.resolve("stand-in-kakao.jwk");
        String publicHalf = RSAKey.parse(Files.readString(file)).toPublicJWK().toJSONString();
        for (String spoilt : List.of("{\"kty\":\"RSA\"", "\u00ff", publicHalf)) {
            Files.writeString(file, spoilt, StandardCharsets.ISO_8859_1);
            SigningKeys later = ProviderKeys.keptIn(directory).of("kakao", 30);
            assertThat(isOf(later, token)).as(spoilt).isFalse();
            assertThat(isOf(later, sign(later))).as(spoilt).isTrue();
        }
    }

    @Test
    void andNobodyElseCanReadIt() throws Exception {
        Path file = directory.resolve("of a first start").resolve("stand-in-kakao.jwk");
        sign(ProviderKeys.keptIn(file.getParent()).of("kakao", 30));
        assertThat(file).isNotEmptyFile();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void evenOnceAnotherSigns() throws Exception {
        SigningKeys keys = ProviderKeys.ofThisProcess().of("kakao", 30);
        String token = sign(keys);
        keys.rotate();
        assertThat(isOf(keys, token)).isTrue();
        assertThat(isOf(keys, sign(keys))).isTrue();
        keys.rotate();
        assertThat(isOf(keys, token)).isFalse();
    }

    private static String sign(SigningKeys keys) {
        return keys.sign("JWT", new JWTClaimsSet.Builder().subject("somebody").build());
    }

    /** Whether one of the published keys verifies the token. There are always two. */
    private static boolean isOf(SigningKeys keys, String token) throws Exception {
        JWKSet published = JWKSet.parse(keys.published());
        assertThat(published.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
        assertThat(published.getKeys()).allMatch(key -> key.size() == 2048);
        SignedJWT signed = SignedJWT.parse(token);
        var key = published.getKeyByKeyId(signed.getHeader().getKeyID());
        return key != null && signed.verify(new RSASSAVerifier(key.toRSAKey()));
    }
}
