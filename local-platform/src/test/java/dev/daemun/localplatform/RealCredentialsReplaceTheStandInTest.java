package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealCredentialsReplaceTheStandInTest {
    @TempDir
    private Path directory;

    @Test
    void withoutCredentialsBothArePlayed() {
        assertThat(StandIn.neededIn(Map.of())).containsExactly(StandIn.KAKAO, StandIn.GOOGLE);
    }

    @Test
    void anEmptyIdIsNone() {
        assertThat(StandIn.neededIn(Map.of("DAEMUN_KAKAO_CLIENT_ID", " ", "DAEMUN_GOOGLE_CLIENT_ID", "real")))
                .containsExactly(StandIn.KAKAO);
    }

    @Test
    void nothingOfTheRealOneLeadsToAStandIn() {
        Set<StandIn> played = StandIn.neededIn(Map.of("DAEMUN_KAKAO_CLIENT_ID", "real"));
        try (StandIns standIns = StandIns.start(played, Ports.free(), directory.resolve("authority.pem"))) {
            List<String> options = standIns.keycloakOptions();
            assertThat(options).noneMatch(option -> option.contains("kakao"));
            assertThat(options).anyMatch(option -> option.contains("oauth2\\.googleapis\\.com"));
            assertThat(standIns.realmVariables())
                    .containsOnly(
                            Map.entry("DAEMUN_GOOGLE_CLIENT_ID", "stand-in-google"),
                            Map.entry("DAEMUN_GOOGLE_CLIENT_SECRET", "stand-in-secret"));
            assertThat(standIns.describe())
                    .extracting(PlatformDescription.StandIn::provider)
                    .containsExactly("google");
        }
    }
}
