package dev.daemun.upstreamsignals.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Whatever anybody posts, a field a line: without the client secret it is never believed, and never more than refused. */
class AnyDisconnectNoticeIsReadOrRefusedTest {
    @FuzzTest
    void fields(byte[] body) {
        String[] fields = (new String(body, StandardCharsets.UTF_8) + "\n\n\n\n").split("\n", -1);
        assertThat(new DisconnectForm(fields[0], fields[1], fields[2], fields[3])
                        .read("a-client", "a secret that nobody knows", Instant.ofEpochSecond(1_767_225_600)))
                .isEmpty();
    }
}
