package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.standins.StandIn;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealCredentialsReplaceTheStandInTest {
    @TempDir
    private Path directory;

    @Test
    void withoutCredentialsAllArePlayed() {
        assertThat(StandIn.neededIn(Map.of())).containsExactly(StandIn.values());
    }

    @Test
    void anEmptyIdIsNone() {
        assertThat(StandIn.neededIn(Map.of("DAEMUN_KAKAO_CLIENT_ID", " ", "DAEMUN_GOOGLE_CLIENT_ID", "real")))
                .contains(StandIn.KAKAO)
                .doesNotContain(StandIn.GOOGLE);
    }

    @Test
    void nothingOfTheRealOneLeadsToAStandIn() {
        Set<StandIn> played = EnumSet.of(StandIn.GOOGLE);
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

    @Test
    void applesStandInNeedsNoSecretButItsKeyFile() {
        try (StandIns standIns =
                StandIns.start(EnumSet.of(StandIn.APPLE), Ports.free(), directory.resolve("authority.pem"))) {
            assertThat(standIns.realmVariables())
                    .containsOnly(
                            Map.entry("DAEMUN_APPLE_CLIENT_ID", "stand-in-apple"),
                            Map.entry("DAEMUN_APPLE_TEAM_ID", "STANDINTEA"),
                            Map.entry("DAEMUN_APPLE_KEY_ID", "STANDINKEY"),
                            Map.entry(
                                    "DAEMUN_APPLE_KEY_FILE",
                                    directory.resolve("stand-in-apple.p8").toString()));
            assertThat(directory.resolve("stand-in-apple.p8")).content().startsWith("-----BEGIN PRIVATE KEY-----");
        }
    }
}
