package dev.daemun.upstreamsignals.consequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.upstreamsignals.held.TestTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ATokenCountsOnceTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void forItsProvider(TestTables kind) throws Exception {
        try (Connection connection = kind.migrated().getConnection()) {
            SeenSignalTable seen = new SeenSignalTable(connection);
            String id = "길이를 모르는 id".repeat(60);
            assertThat(seen.contains("kakao", id)).isFalse();
            seen.insert("kakao", id, NOW);
            assertThat(seen.contains("kakao", id)).isTrue();
            assertThat(seen.contains("google", id)).isFalse();
            assertThat(seen.contains("kakao", id + "2")).isFalse();

            seen.deleteSeenBefore(NOW);
            assertThat(seen.contains("kakao", id)).isTrue();
            seen.deleteSeenBefore(NOW.plusMillis(1));
            assertThat(seen.contains("kakao", id)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void onOneOfTwoNodesThatReceiveItAtOnce(TestTables kind) throws Exception {
        DataSource database = kind.migrated();
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> inserted =
                    nodes.invokeAll(Stream.generate(() -> (Callable<Boolean>) () -> insert(database, together))
                            .limit(2)
                            .toList());
            assertThat(List.of(inserted.get(0).get(), inserted.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            nodes.shutdownNow();
        }
    }

    private static boolean insert(DataSource database, CyclicBarrier together) throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            SeenSignalTable seen = new SeenSignalTable(connection);
            assertThat(seen.contains("kakao", "a")).isFalse();
            together.await();
            try {
                seen.insert("kakao", "a", NOW);
                connection.commit();
                return true;
            } catch (SQLException e) {
                assertThat(e.getSQLState()).startsWith("23");
                connection.rollback();
                return false;
            }
        }
    }
}
