package dev.daemun.apple.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.util.Time;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.vault.VaultStringSecret;
import org.keycloak.vault.VaultTranscriber;

class EachClientSecretIsGoodWhenItIsUsedTest {
    @TempDir
    private Path directory;

    private final KeyPair pair = TestKeys.ec("secp256r1");
    private final ClientSecrets secrets = new ClientSecrets();
    private final Map<String, String> vault = new HashMap<>();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("apple.p8");
        write(TestKeys.pem(pair), "rw-------");
    }

    @AfterEach
    void now() {
        Time.setOffset(0);
    }

    @Test
    void itSaysWhatAppleAsksForAndTheKeysSignatureHolds() throws Exception {
        JWSInput secret = new JWSInput(secrets.secret(session(), config()));
        assertThat(secret.getHeader().getRawAlgorithm()).isEqualTo("ES256");
        assertThat(secret.getHeader().getKeyId()).isEqualTo("KEY1234567");
        JsonWebToken claims = secret.readJsonContent(JsonWebToken.class);
        assertThat(claims.getIssuer()).isEqualTo("TEAM123456");
        assertThat(claims.getSubject()).isEqualTo("kr.example.web");
        assertThat(claims.getAudience()).containsExactly("https://appleid.apple.com");
        assertThat(claims.getExp() - claims.getIat()).isEqualTo(3600);

        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(pair.getPublic());
        signature.update(secret.getEncodedSignatureInput().getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(secret.getSignature())).isTrue();
    }

    @Test
    void itIsUsedAgainAndReplacedTenMinutesBeforeItsEnd() throws Exception {
        String first = secrets.secret(session(), config());
        Time.setOffset(50 * 60 - 5);
        assertThat(secrets.secret(session(), config())).isEqualTo(first);
        Time.setOffset(50 * 60 + 5);
        String second = secrets.secret(session(), config());
        assertThat(second).isNotEqualTo(first);
        assertThat(new JWSInput(second).readJsonContent(JsonWebToken.class).getExp())
                .isGreaterThan(Time.currentTimeSeconds() + 3500L);
    }

    @Test
    void changedSettingsLeadToAnotherOne() throws Exception {
        String first = secrets.secret(session(), config());
        AppleIdentityProviderConfig changed = config();
        changed.getConfig().put("keyId", "KEY7654321");
        assertThat(new JWSInput(secrets.secret(session(), changed)).getHeader().getKeyId())
                .isEqualTo("KEY7654321");
        changed = config();
        changed.setClientId("kr.example.other");
        assertThat(secrets.secret(session(), changed)).isNotEqualTo(first);
        assertThat(secrets.secret(session(), config())).isEqualTo(first);
    }

    @Test
    void aReplacedFileIsReadOnceAppleHasRefusedTheOldSecret() throws Exception {
        secrets.secret(session(), config());
        KeyPair other = TestKeys.ec("secp256r1");
        write(TestKeys.pem(other), "rw-------");
        secrets.forget(session(), config());
        JWSInput secret = new JWSInput(secrets.secret(session(), config()));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(other.getPublic());
        signature.update(secret.getEncodedSignatureInput().getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(secret.getSignature())).isTrue();
    }

    @Test
    void theVaultMayHaveTheKey() throws Exception {
        vault.put("${vault.apple-key}", TestKeys.pem(pair));
        AppleIdentityProviderConfig config = config();
        config.getConfig().put("keyFile", "${vault.apple-key}");
        assertThat(new JWSInput(secrets.secret(session(), config)).getHeader().getKeyId())
                .isEqualTo("KEY1234567");
        config.getConfig().put("keyFile", "${vault.another}");
        assertThat(refusal(config)).contains("the vault has no entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-"})
    void aFileThatOthersReadOrChangeIsNotUsed(String permissions) throws Exception {
        write(TestKeys.pem(pair), permissions);
        assertThat(refusal(config())).contains("keyFile", "chmod 400");
    }

    @Test
    void aGroupMayReadItAsInKubernetes() throws Exception {
        write(TestKeys.pem(pair), "r--r-----");
        assertThat(secrets.secret(session(), config())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa",
                "p384",
                "secp256k1",
                "brainpool",
                "text",
                "empty",
                "long",
                "gone",
                "directory",
                "not set",
                "no path"
            })
    void whatIsNoKeyOfApplesIsNamedAndNothingOfItIsTold(String kind) throws Exception {
        AppleIdentityProviderConfig config = config();
        switch (kind) {
            case "rsa" -> write(TestKeys.pem(TestKeys.rsa()), "rw-------");
            case "p384" -> write(TestKeys.pem(TestKeys.ec("secp384r1")), "rw-------");
            case "secp256k1" -> write(TestKeys.SECP256K1, "rw-------");
            case "brainpool" -> write(TestKeys.BRAINPOOL, "rw-------");
            case "text" -> write("a password of somebody", "rw-------");
            case "empty" -> write("", "rw-------");
            case "long" -> write("A".repeat(1_000_000), "rw-------");
            case "gone" -> Files.delete(file);
            case "directory" -> config.getConfig().put("keyFile", directory.toString());
            case "not set" -> config.getConfig().remove("keyFile");
            default -> config.getConfig().put("keyFile", "/tmp/\0");
        }
        assertThat(refusal(config)).contains("keyFile").doesNotContain("password", "AAAA", directory.toString());
    }

    /** Some security providers read keys of other curves that are as long. */
    @Test
    void noOtherCurveWillDo() {
        ECParameterSpec good = ((ECPrivateKey) pair.getPrivate()).getParams();
        EllipticCurve curve = good.getCurve();
        EllipticCurve another =
                new EllipticCurve(curve.getField(), curve.getA(), curve.getB().add(BigInteger.ONE));
        assertThat(SigningKey.isP256(good)).isTrue();
        assertThat(SigningKey.isP256(
                        new ECParameterSpec(another, good.getGenerator(), good.getOrder(), good.getCofactor())))
                .isFalse();
        assertThat(SigningKey.isP256(new ECParameterSpec(
                        curve, good.getGenerator(), good.getOrder().add(BigInteger.TWO), good.getCofactor())))
                .isFalse();
    }

    private String refusal(AppleIdentityProviderConfig config) {
        return assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> secrets.secret(session(), config))
                .withNoCause()
                .actual()
                .getMessage();
    }

    private void write(String content, String permissions) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private AppleIdentityProviderConfig config() {
        AppleIdentityProviderConfig config = new AppleIdentityProviderConfig();
        config.setClientId("kr.example.web");
        config.getConfig().put("teamId", "TEAM123456");
        config.getConfig().put("keyId", "KEY1234567");
        config.getConfig().put("keyFile", file.toString());
        return config;
    }

    private KeycloakSession session() {
        VaultTranscriber transcriber = fake(VaultTranscriber.class, Map.of("getStringSecret", name -> {
            Optional<String> text = Optional.ofNullable(vault.get((String) name[0]));
            return fake(VaultStringSecret.class, Map.of("get", none -> text, "close", none -> null));
        }));
        RealmModel realm = fake(RealmModel.class, Map.of("getId", none -> "realm"));
        return fake(
                KeycloakSession.class,
                Map.of(
                        "vault",
                        none -> transcriber,
                        "getContext",
                        none -> fake(KeycloakContext.class, Map.of("getRealm", no -> realm))));
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("Not expected to be asked for " + method.getName());
                    }
                    return answer.apply(arguments);
                }));
    }
}
