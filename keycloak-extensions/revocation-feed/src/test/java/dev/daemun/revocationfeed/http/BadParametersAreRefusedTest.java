package dev.daemun.revocationfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.revocationfeed.recent.Cursor;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadParametersAreRefusedTest {
    private static final Cursor CURSOR = new Cursor("6b1e", 42, "9f0c");

    @Test
    void goodOnesAreTaken() {
        assertThat(Query.of(null, null, null)).isEqualTo(new Query(Optional.empty(), 500, Duration.ZERO));
        assertThat(Query.of(CURSOR.toString(), "1000", "25"))
                .isEqualTo(new Query(Optional.of(CURSOR), 1_000, Duration.ofSeconds(25)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1001, 0", "-1, 0", "x, 0", "99999999999, 0", "1, 26", "1, -1", "1, 1.5", "1, ''"})
    void numbersOutOfRange(String limit, String wait) {
        assertThatThrownBy(() -> Query.of(null, limit, wait)).hasMessageContaining(" must be a number from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x.y.z", "a.1.b.c", "a.9999999999999999999.b", "v.1", "vx.1", "v1"})
    void whatIsNoCursor(String text) {
        assertThatThrownBy(() -> Query.of(text, null, null))
                .hasMessage("after must be a cursor that the feed has given.");
    }

    @Test
    void aCursorWithoutEnd() {
        String text = "v2." + "a".repeat(200);
        assertThatThrownBy(() -> Query.of(text, null, null)).hasMessageStartingWith("after must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.6b1e.42.9f0c", "v10.anything/else=", "v2."})
    void aCursorOfALaterFormatStartsOver(String text) {
        assertThatThrownBy(() -> Query.of(text, null, null))
                .isInstanceOf(Refusal.class)
                .hasMessage(Refusal.startOver().getMessage());
    }
}
