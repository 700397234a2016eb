package dev.daemun.revocationfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.Recent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whoever may read the feed may send any text as its cursor. */
class AnyCursorIsReadOrRefusedTest {
    @FuzzTest
    void cursor(byte[] text) {
        Recent recent = new Recent(new MovableClock());
        recent.disabled("realm", "user");
        Optional<Cursor> cursor;
        try {
            cursor = Query.of(new String(text, StandardCharsets.UTF_8), null, null)
                    .after();
        } catch (Refusal refusal) {
            assertThat(refusal).message().isNotBlank();
            return;
        }
        Page page = recent.withdrawals.page("realm", cursor, 1);
        assertThat(Cursor.parse(page.cursor().toString())).as("the next one").isPresent();
        assertThat(cursor).get().matches(place -> place.of() == 0 || place.seen() < place.of());
    }
}
