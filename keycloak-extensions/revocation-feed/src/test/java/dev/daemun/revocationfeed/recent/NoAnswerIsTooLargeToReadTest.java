package dev.daemun.revocationfeed.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.withdrawal.Derivation;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.util.JsonSerialization;

class NoAnswerIsTooLargeToReadTest {
    /** What the starter reads at most. */
    private static final int LARGEST_READABLE = 2_000_000;

    private static final String REALM = "realm-id";

    private final MovableClock clock = new MovableClock();
    private final RecentWithdrawals recent = new RecentWithdrawals(clock);
    private long last;

    NoAnswerIsTooLargeToReadTest() {
        recent.startAt(new Cursor("0e6c2b53", 0, Cursor.NO_EVENT));
    }

    @ParameterizedTest
    @CsvSource({"6000, r, 500", "6000, 대, 1000", "6000, \u0001, 1000", "50000, r, 1000", "700, r, 1"})
    void howeverMuchOneEventConcerns(int roles, String letter, int limit) throws Exception {
        List<String> expected = rolesOf(roles, letter);
        signedOut("before");
        deleted(expected);
        signedOut("after");
        List<Withdrawal> read = readAll(limit);
        assertThat(read.stream().map(Withdrawal::role).filter(role -> role != null))
                .containsExactlyElementsOf(expected);
        assertThat(read).extracting(Withdrawal::sub).startsWith("before").endsWith("after");
        assertThat(read).hasSize(roles + 2);
    }

    @Test
    void usualOnesFillAnAnswerByTheirNumber() {
        for (int i = 0; i < 600; i++) {
            signedOut("00000000-0000-0000-0000-" + i);
        }
        assertThat(recent.page(REALM, Optional.empty(), 500).withdrawals()).hasSize(500);
    }

    /** Another node has made the flood into one entry for everybody, or derives another number from the event. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5_999, 6_001})
    void aReaderInsideAnEventThatIsAnotherOneHereGetsAllOfIt(int number) {
        deleted(rolesOf(number, "r"));
        Cursor elsewhere = new Cursor("0e6c2b53", 1, "00000000-0001", 1_200, 6_000);
        assertThat(recent.page(REALM, Optional.of(elsewhere), 1).withdrawals())
                .extracting(Withdrawal::role)
                .containsExactly(rolesOf(1, "r").get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.0e6c2b53.42.00000000-0001.1200.6000",
                "0e6c2b53.42.00000000-0001",
                "0e6c2b53.0.-",
            })
    void aCursorIsReadAsItWasWritten(String text) {
        assertThat(Cursor.parse(text)).get().hasToString(text);
        assertThat(Cursor.isOfLaterFormat(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0e6c2b53.42.00000000-0001", "v1.a.1.b.1.2.3", "v1.a.1.b.99999999999.2", "v1."})
    void aMalformedOneIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
        assertThat(Cursor.isOfLaterFormat(text)).isFalse();
        assertThat(Cursor.isOfLaterFormat("v2.anything")).isTrue();
    }

    private List<Withdrawal> readAll(int limit) throws Exception {
        List<Withdrawal> all = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        Page page;
        do {
            page = recent.page(REALM, cursor, limit);
            assertThat(page.withdrawals()).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
            assertThat(JsonSerialization.writeValueAsString(page).getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(LARGEST_READABLE / 3);
            all.addAll(page.withdrawals());
            cursor = Cursor.parse(page.cursor().toString());
            assertThat(cursor).isPresent();
        } while (!page.caughtUp());
        assertThat(page.cursor()).isEqualTo(recent.tip());
        return all;
    }

    private static List<String> rolesOf(int number, String letter) {
        return IntStream.range(0, number)
                .mapToObj(i -> letter.repeat(235) + String.format("%05d", i))
                .toList();
    }

    private void deleted(List<String> roles) {
        add(
                "role-deleted",
                null,
                roles.stream()
                        .map(role -> "\"" + role.replace("\u0001", "\\u0001") + "\"")
                        .collect(Collectors.joining(",", "{\"effectiveRoles\":[", "]}")));
    }

    private void signedOut(String user) {
        add("signed-out-everywhere", user, "{}");
    }

    private void add(String what, String user, String data) {
        IdentityEvent event = new IdentityEvent(
                ++last,
                String.format("00000000-%04d", last),
                "https://id.example.com/realms/daemun",
                "dev.daemun.identity." + what + ".v1",
                user,
                "key",
                REALM,
                clock.instant(),
                clock.instant(),
                data);
        recent.accept(List.of(event), of -> Derivation.of(of, () -> Duration.ofMinutes(5)));
    }
}
