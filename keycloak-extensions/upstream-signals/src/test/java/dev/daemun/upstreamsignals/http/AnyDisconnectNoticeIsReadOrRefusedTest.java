package dev.daemun.upstreamsignals.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Whatever anybody posts: without the client secret it is never believed, and never more than refused. */
class AnyDisconnectNoticeIsReadOrRefusedTest {
    @FuzzTest
    void body(byte[] body) {
        assertThat(DisconnectForm.of(new String(body, StandardCharsets.US_ASCII))
                        .read("a-client", "a secret that nobody knows", Instant.ofEpochSecond(1_767_225_600)))
                .isEmpty();
    }
}
