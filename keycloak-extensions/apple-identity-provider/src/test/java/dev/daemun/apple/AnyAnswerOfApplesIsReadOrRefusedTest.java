package dev.daemun.apple;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.daemun.apple.names.PersonName;
import java.nio.charset.StandardCharsets;

/** The error answers of Apple's endpoints, and the form field {@code user}, which comes through the person's browser. */
class AnyAnswerOfApplesIsReadOrRefusedTest {
    @FuzzTest
    void answer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(AppleRefusal.of(400, text).getMessage()).matches("[A-Za-z0-9 ,.:;_()']{20,300}");
        PersonName.in(text).ifPresent(name -> {
            for (String part : new String[] {name.first(), name.last()}) {
                if (part != null) {
                    assertThat(part)
                            .isNotBlank()
                            .hasSizeLessThanOrEqualTo(255)
                            .doesNotContainPattern("[\\p{Cntrl}\\p{Cs}<>]");
                }
            }
        });
    }
}
