package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCredentialsAreNotIgnoredTest {
    private static final Map<String, String> STAND_INS =
            Map.of("DAEMUN_KAKAO_CLIENT_ID", "stand-in-kakao", "DAEMUN_GOOGLE_CLIENT_ID", "stand-in-google");

    @TempDir
    private Path directory;

    private ImportedClients clients;

    @BeforeEach
    void firstStart() {
        clients = new ImportedClients(directory.resolve("imported-clients"));
        clients.requireUnchanged(STAND_INS);
        clients.remember(STAND_INS);
    }

    @Test
    void theSameOnesPass() {
        assertThatCode(() -> clients.requireUnchanged(STAND_INS)).doesNotThrowAnyException();
    }

    @Test
    void othersNeedAFreshStart() {
        Map<String, String> real =
                Map.of("DAEMUN_KAKAO_CLIENT_ID", "5d2f0c", "DAEMUN_GOOGLE_CLIENT_ID", "stand-in-google");
        assertThatThrownBy(() -> clients.requireUnchanged(real))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("--fresh")
                .hasMessageNotContaining("5d2f0c");
    }
}
