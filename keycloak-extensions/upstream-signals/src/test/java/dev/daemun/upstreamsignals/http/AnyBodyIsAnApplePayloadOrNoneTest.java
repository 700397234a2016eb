package dev.daemun.upstreamsignals.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anybody may send where Apple sends its notifications. */
class AnyBodyIsAnApplePayloadOrNoneTest {
    @FuzzTest
    void body(byte[] body) {
        String payload = ApplePayload.in(body);
        assertThat(payload).hasSizeLessThanOrEqualTo(body.length);
        if (!payload.isEmpty()) {
            assertThat(new String(body, StandardCharsets.ISO_8859_1)).contains("{");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"payload\":\"a.b.c\"} | a.b.c",
                "{\"payload\":\" a.b.c\\n\",\"more\":1} | a.b.c",
                "{\"payload\":{\"a\":1}} | ``",
                "{\"payload\":null} | ``",
                "{} | ``",
                "[\"a.b.c\"] | ``",
                "\"a.b.c\" | ``",
                "a.b.c | ``"
            })
    void onlyAMemberOfThatName(String body, String payload) {
        assertThat(ApplePayload.in(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(payload);
    }
}
