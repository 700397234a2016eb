package dev.daemun.upstreamsignals.held;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TheLatestReportDecidesTest {
    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void whateverArrivesFirst(TestTables kind) throws Exception {
        try (Connection connection = kind.migrated().getConnection()) {
            HeldIdentityTable table = new HeldIdentityTable(connection);
            assertThat(table.isHeld("kakao", "1001")).isFalse();

            assertThat(table.set("kakao", "1001", true, TEN)).isTrue();
            assertThat(table.isHeld("kakao", "1001")).isTrue();
            assertThat(table.isHeld("google", "1001")).as("at another provider").isFalse();
            assertThat(table.isHeld("kakao", "1002")).as("somebody else").isFalse();

            assertThat(table.set("kakao", "1001", false, TEN.minusSeconds(1)))
                    .as("enabled before it was disabled")
                    .isFalse();
            assertThat(table.isHeld("kakao", "1001")).isTrue();
            assertThat(table.set("kakao", "1001", false, TEN.plusSeconds(1))).isTrue();
            assertThat(table.set("kakao", "1001", true, TEN))
                    .as("disabled before it was enabled")
                    .isFalse();
            assertThat(table.isHeld("kakao", "1001")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void andAProofGivenHereOutweighsOnlyWhatWasReportedBefore(TestTables kind) throws Exception {
        try (Connection connection = kind.migrated().getConnection()) {
            HeldIdentityTable table = new HeldIdentityTable(connection);
            table.set("kakao", "1001", true, TEN);
            table.release("kakao", "1001");
            assertThat(table.isHeld("kakao", "1001")).isFalse();
            assertThat(table.set("kakao", "1001", true, TEN.minusSeconds(1))).isFalse();
            // The provider's clock may be behind ours, so only its own moments are compared with each other.
            assertThat(table.set("kakao", "1001", true, TEN.plusMillis(1))).isTrue();
            assertThat(table.isHeld("kakao", "1001")).isTrue();
            table.release("kakao", "nobody");
            assertThat(table.isHeld("kakao", "nobody")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsKeptOfAProviderThatIsGone(TestTables kind) throws Exception {
        try (Connection connection = kind.migrated().getConnection();
                Statement statement = connection.createStatement()) {
            HeldIdentityTable table = new HeldIdentityTable(connection);
            table.set("kakao", "1001", true, TEN);
            statement.execute("DELETE FROM IDENTITY_PROVIDER WHERE INTERNAL_ID = 'kakao'");
            assertThat(table.isHeld("kakao", "1001")).isFalse();
        }
    }
}
