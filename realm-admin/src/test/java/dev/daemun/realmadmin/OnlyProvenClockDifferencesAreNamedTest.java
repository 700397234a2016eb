package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reading is given as the moments before and after it, in ms, and the second that the token says. */
class OnlyProvenClockDifferencesAreNamedTest {
    private static List<String> found(String... readings) {
        List<ClockReading> all = Arrays.stream(readings)
                .map(text -> text.trim().split(" "))
                .map(parts -> new ClockReading(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])),
                        Instant.ofEpochMilli(Long.parseLong(parts[1])),
                        Instant.ofEpochSecond(Long.parseLong(parts[2]))))
                .toList();
        return new ClockCheck(all)
                .findings(Json.object()).stream().map(Finding::reason).toList();
    }

    @ParameterizedTest
    @CsvSource({
        // The same clock, just before and just after a second began.
        "99990 99999 99, 100000 100010 100",
        "99001 99002 99, 99998 99999 99",
        // Two nodes of which one is almost a second ahead.
        "100000 100010 100, 100100 100110 101",
        // An answer that took its time.
        "90000 99000 99, 99000 99010 99",
        "90000 99000 90, 99000 99010 99"
    })
    void whatOneClockCouldSayIsNone(String first, String second) {
        assertThat(found(first, second)).isEmpty();
    }

    @Test
    void nodesThatDiffer() {
        assertThat(found("100000 100010 100", "100100 100110 103"))
                .singleElement()
                .asString()
                .startsWith("the clocks of its nodes differ by 1 s or more");
        assertThat(found("100000 100010 160", "100100 100110 100", "100100 100110 160"))
                .singleElement()
                .asString()
                .startsWith("the clocks of its nodes differ by 59 s or more");
    }

    @Test
    void allOfThemDifferFromHere() {
        assertThat(found("100000 100010 160", "100100 100110 160"))
                .singleElement()
                .asString()
                .startsWith("its clock is 59 s or more ahead of the one of this machine");
        assertThat(found("100000 100010 40", "100100 100110 40"))
                .singleElement()
                .asString()
                .startsWith("its clock is 59 s or more behind the one of this machine");
        assertThat(found("100000 100010 104")).isEmpty();
    }

    @Test
    void noReadingsProveNothing() {
        assertThat(found()).isEmpty();
    }

    @Test
    void theTokenSaysWhenItWasIssued() {
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"iat\":100,\"name\":\"한글??>\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(ClockReading.issuedAt("e30." + payload + ".s")).isEqualTo(Instant.ofEpochSecond(100));
    }
}
