package dev.daemun.standins;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AProcessOfItsOwnServesAllTest {
    private static final String KAKAO = "http://localhost:8080/realms/daemun/broker/kakao/endpoint";
    private static final String NAVER = "http://localhost:8080/realms/daemun/broker/naver/endpoint";
    private static final String GOOGLE = "http://localhost:8080/realms/daemun/broker/google/endpoint";

    @Test
    void the_options_reach_all_providers(@TempDir Path directory) throws Exception {
        Path ca = directory.resolve("ca.pem");
        try (ProviderStandIns standIns =
                start("--ca-file", ca.toString(), "--no-kakao-oidc", "--no-naver-openid-connect")) {
            RelyingParty rp = new RelyingParty(standIns);
            var kakao = rp.get("kauth.kakao.com/oauth/authorize", request("stand-in-kakao", KAKAO, ""));
            var openid = rp.get("kauth.kakao.com/oauth/authorize", request("stand-in-kakao", KAKAO, "openid"));
            var google = rp.get("accounts.google.com/o/oauth2/v2/auth", request("stand-in-google", GOOGLE, "openid"));

            var naver = rp.get("nid.naver.com/oauth2.0/authorize", request("stand-in-naver", NAVER, ""));
            var naverOpenId = rp.get("nid.naver.com/oauth2/authorize", request("stand-in-naver", NAVER, "openid"));

            assertThat(naver.statusCode()).isEqualTo(200);
            assertThat(naverOpenId.statusCode()).isEqualTo(400);
            assertThat(kakao.statusCode()).isEqualTo(200);
            assertThat(openid.body()).contains("KOE205");
            assertThat(google.statusCode()).isEqualTo(200);
            assertThat(Files.readString(ca)).isEqualTo(standIns.authorityPem());
        }
    }

    @Test
    void apples_key_is_written_for_its_client(@TempDir Path directory) throws Exception {
        Path key = directory.resolve("apple.p8");
        try (ProviderStandIns standIns =
                start("--apple-key-file", key.toString(), "--apple-redirect-uri", "https://service.example/back")) {
            Map<String, String> query =
                    new HashMap<>(request("stand-in-apple", "https://service.example/back", "openid name"));
            query.put("response_mode", "form_post");
            assertThat(new RelyingParty(standIns)
                            .get("appleid.apple.com/auth/authorize", query)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(key).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
            assertThat(Files.getPosixFilePermissions(key))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void the_clock_is_set_from_outside() throws Exception {
        try (ProviderStandIns standIns = start()) {
            RelyingParty rp = new RelyingParty(standIns);
            Instant before = Instant.now();
            var answer = rp.post("control/clock", Map.of("advance", "P40D"));

            assertThat(Instant.parse(json(answer).get("now").textValue()))
                    .isAfterOrEqualTo(before.plus(Duration.ofDays(40)));
            assertThat(standIns.clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(40)));
            assertThat(rp.post("control/clock", Map.of("advance", "soon")).statusCode())
                    .isEqualTo(400);
        }
    }

    private static ProviderStandIns start(String... options) throws Exception {
        ProviderStandInsCommand command = new ProviderStandInsCommand();
        String[] free = {
            "--port",
            "0",
            "--proxy-port",
            "0",
            "--kakao-redirect-uri",
            KAKAO,
            "--naver-redirect-uri",
            NAVER,
            "--google-redirect-uri",
            GOOGLE
        };
        String[] all = java.util.stream.Stream.of(free, options)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        new CommandLine(command).parseArgs(all);
        return command.start();
    }

    private static Map<String, String> request(String client, String redirectUri, String scope) {
        return Map.of(
                "client_id",
                client,
                "redirect_uri",
                redirectUri,
                "response_type",
                "code",
                "scope",
                scope,
                "state",
                "s");
    }
}
