package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventlog.fakes.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TheTableStaysBoundedTest {
    private static final Retention RETENTION = new Retention(Duration.ofDays(1), Duration.ofDays(7));
    private final Instant inTwoDays = Instant.now().plus(Duration.ofDays(2));
    private final Instant inEightDays = Instant.now().plus(Duration.ofDays(8));

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void youngEventsStayAndOldOnesGo(TestDatabase kind) throws Exception {
        DataSource database = threeEvents(kind);
        assertThat(delete(database, Instant.now()).deleted()).isZero();
        assertThat(delete(database, inTwoDays).deleted()).isEqualTo(3);
        LogState state = LogDatabase.in(database, connection -> new SequencerTable(connection).state());
        assertThat(state.forgotten()).isEqualTo(3);
        assertThat(state.last()).as("positions are never given out twice").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatAReaderHasNotReadStays(TestDatabase kind) throws Exception {
        DataSource database = threeEvents(kind);
        assertThat(LogDatabase.register(database, "slow", 1)).isEqualTo(1);
        assertThat(LogDatabase.register(database, "slow", 3))
                .as("a known reader keeps its cursor")
                .isEqualTo(1);
        assertThat(delete(database, inTwoDays)).isEqualTo(new Retention.Result(1, Optional.empty()));
        assertThat(LogDatabase.after(database, 1))
                .extracting(IdentityEvent::position)
                .containsExactly(2L, 3L);
        LogDatabase.in(database, connection -> new ReaderTable(connection).advance("slow", 3));
        assertThat(delete(database, inTwoDays).deleted()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReaderThatStandsStillDoesNotKeepThemForever(TestDatabase kind) throws Exception {
        DataSource database = threeEvents(kind);
        LogDatabase.register(database, "dead", 0);
        Retention.Result result = delete(database, inEightDays);
        assertThat(result.deleted()).isEqualTo(3);
        assertThat(result.robbed()).contains("dead");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aCursorOutsideOfTheLogIsRefused(TestDatabase kind) throws Exception {
        DataSource database = threeEvents(kind);
        assertThat(read(database, 2)).extracting(IdentityEvent::position).containsExactly(3L);
        assertThat(read(database, 3)).isEmpty();
        assertThatThrownBy(() -> read(database, 4)).isInstanceOf(PositionLostException.class);
        delete(database, inTwoDays);
        assertThat(read(database, 3)).isEmpty();
        assertThatThrownBy(() -> read(database, 2)).isInstanceOf(PositionLostException.class);
    }

    @Test
    void aLimitBelowTheRetentionIsRefused() {
        assertThatThrownBy(() -> new Retention(Duration.ofDays(2), Duration.ofDays(1)))
                .hasMessageContaining("retention-limit must not be below retention");
    }

    private static List<IdentityEvent> read(DataSource database, long cursor) throws Exception {
        return LogDatabase.in(database, new CursorRead(cursor, 10)::on);
    }

    private static DataSource threeEvents(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        for (String number : new String[] {"1", "2", "3"}) {
            LogDatabase.insert(database, LogDatabase.event("user", number));
        }
        assertThat(LogDatabase.giveOut(database)).isFalse();
        return database;
    }

    private static Retention.Result delete(DataSource database, Instant now) throws Exception {
        return LogDatabase.in(database, connection -> RETENTION.deleteBatch(connection, now));
    }
}
