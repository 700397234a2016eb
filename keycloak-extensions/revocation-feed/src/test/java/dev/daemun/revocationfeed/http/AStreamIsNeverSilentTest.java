package dev.daemun.revocationfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.Recent;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AStreamIsNeverSilentTest {
    private static final FeedReader READER = new FeedReader("realm", "account", "daemun", "orders");

    private final MovableClock clock = new MovableClock();
    private final Recent recent = new Recent(clock);
    private final Connection connection = new Connection();

    @Test
    void itBeginsWithAPageAndGoesOnWithEachWithdrawal() {
        recent.disabled("realm", "before");
        start("500");
        assertThat(connection.subjects()).containsExactly("before");
        recent.disabled("another-realm", "of-another");
        recent.disabled("realm", "first");
        recent.disabled("realm", "second");
        assertThat(connection.subjects()).containsExactly("before", "first", "second");
        assertThat(connection.pages).allMatch(Page::caughtUp);
    }

    @Test
    void withNothingNewItSaysUntilWhenItIsComplete() {
        start("500");
        clock.advance(Duration.ofSeconds(1));
        recent.caughtUp();
        await().until(() -> connection.pages.size() > 1);
        assertThat(connection.pages.get(1))
                .returns(List.of(), Page::withdrawals)
                .returns(clock.instant().toEpochMilli(), Page::completeUntil);
    }

    @Test
    void whoReadsSlowlyCostsOnePage() {
        connection.slow = new CompletableFuture<>();
        start("1");
        for (int i = 0; i < 100; i++) {
            recent.disabled("realm", "user-" + i);
        }
        assertThat(connection.pages).as("what is on its way").hasSize(1);
        CompletableFuture<Void> written = connection.slow;
        connection.slow = null;
        written.complete(null);
        assertThat(connection.subjects())
                .hasSize(100)
                .doesNotHaveDuplicates()
                .startsWith("user-0")
                .endsWith("user-99");
    }

    @Test
    void anyNumberOfPagesIsSent() {
        for (int i = 0; i < 20_000; i++) {
            recent.disabled("realm", "user-" + i);
        }
        try (LoggedLines logged = new LoggedLines(WithdrawalStream.class)) {
            start("1");
            assertThat(logged.all()).isEmpty();
        }
        assertThat(connection.subjects()).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(connection.closed).hasValue(0);
    }

    @Test
    void itEndsWhenItsReaderHasToBeAuthenticatedAgain() {
        KnownReader known = known(Duration.ofMinutes(5), false);
        start("500", known);
        advance(Duration.between(clock.instant(), known.until()).minusMillis(1));
        assertThat(connection.closed).as("none too early").hasValue(0);
        advance(Duration.ofMillis(1));
        assertThat(connection.closed).as("and none too late").hasValue(1);
        assertThat(connection.subjects()).as("nor with the page of that moment").hasSize(1);
    }

    @Test
    void readersThatHaveBegunTogetherDoNotComeBackTogether() {
        Stream.generate(() -> "500").limit(200).forEach(this::start);
        advance(KnownReaders.REMEMBERED_AT_LEAST.minusMillis(1));
        assertThat(connection.closed).as("none too early").hasValue(0);
        Duration half =
                KnownReaders.REMEMBERED.minus(KnownReaders.REMEMBERED_AT_LEAST).dividedBy(2);
        advance(half);
        assertThat(connection.closed.get()).isBetween(1, 199);
        advance(half.plusMillis(1));
        assertThat(connection.closed).as("and none too late").hasValue(200);
    }

    @Test
    void itLastsNoLongerThanItsReadersToken() {
        start("500", known(Duration.ofSeconds(15), false));
        advance(Duration.ofSeconds(14));
        assertThat(connection.closed).hasValue(0);
        advance(Duration.ofSeconds(1));
        assertThat(connection.closed).hasValue(1);
    }

    @Test
    void whoWasLetInAtTheLastMomentGetsAnEventNevertheless() {
        start("500", known(Duration.ZERO, false));
        assertThat(connection.pages).hasSize(1);
        advance(Duration.ofSeconds(1));
        assertThat(connection.closed).hasValue(1);
    }

    @Test
    void whatMayHaveEndedItsReadersAccessIsStillSentAndEndsItSoon() {
        Stream.generate(() -> "500").limit(200).forEach(this::start);
        recent.told("realm", "everyone-signed-out", null, "{}");
        assertThat(connection.subjects()).as("each reader is told").hasSize(200);
        advance(WithdrawalStream.LASTS_IN_DOUBT.dividedBy(2));
        assertThat(connection.closed.get()).as("not all at once").isBetween(1, 199);
        advance(WithdrawalStream.LASTS_IN_DOUBT.dividedBy(2));
        assertThat(connection.closed).hasValue(200);
    }

    @Test
    void aReaderThatWasAskedToProveItsTokenIsWatchedAsWell() {
        start("500", known(Duration.ofMinutes(5), true));
        recent.disabled("realm", "account");
        advance(WithdrawalStream.LASTS_IN_DOUBT);
        assertThat(connection.closed).hasValue(1);
    }

    @Test
    void aReaderWhoseTokenIsInDoubtIsAskedAgainSooner() {
        recent.disabled("realm", "account");
        start("500");
        advance(KnownReaders.DOUBTED_AT_LEAST.minusMillis(1));
        assertThat(connection.closed).hasValue(0);
        advance(KnownReaders.DOUBTED.minus(KnownReaders.DOUBTED_AT_LEAST).plusMillis(1));
        assertThat(connection.closed).hasValue(1);
    }

    @Test
    void itEndsWhereTheLogCannotBeReadOrIsAnother() {
        start("500");
        clock.advance(Duration.ofSeconds(6));
        await().untilAtomic(connection.closed, closed -> assertThat(closed).isEqualTo(1));
        recent.caughtUp();

        start("500");
        recent.startOver();
        recent.disabled("realm", "of-the-other-log");
        assertThat(connection.closed).hasValue(2);
        assertThat(connection.subjects()).isEmpty();
    }

    @Test
    void aReaderThatIsGoneLeavesNothingOpen() {
        connection.failure = new IOException("reset");
        for (int i = 0; i < 2_000; i++) {
            start("500");
        }
        assertThat(connection.closed).as("and each gave its place back").hasValue(2_000);
    }

    @Test
    void aFailureNobodyForesawEndsItAndIsLogged() {
        connection.failure = new IllegalArgumentException("unforeseen");
        try (LoggedLines logged = new LoggedLines(WithdrawalStream.class)) {
            start("500");
            assertThat(logged.all()).hasSize(1);
        }
        assertThat(connection.closed).hasValue(1);
    }

    @Test
    void oneReaderMayNotHaveAnyNumberOfThem() {
        Stream.generate(() -> "500").limit(1_000).forEach(this::start);
        assertThatThrownBy(() -> start("500")).isInstanceOf(Refusal.class);
    }

    /** Each stream notices it by a withdrawal. */
    private void advance(Duration time) {
        clock.advance(time);
        recent.caughtUp();
        recent.disabled("realm", "somebody");
    }

    private void start(String limit) {
        start(limit, known(Duration.ofMinutes(5), false));
    }

    private void start(String limit, KnownReader known) {
        WithdrawalStream.start(
                recent.withdrawals,
                known,
                Query.of(null, limit, null),
                connection,
                clock,
                recent.withdrawals.beginnings());
    }

    private KnownReader known(Duration lives, boolean bound) {
        Instant now = clock.instant();
        ReaderToken token = new ReaderToken("jti", "sid", "account", "orders", now, now.plus(lives), bound);
        KnownReaders readers = new KnownReaders(recent.withdrawals, clock);
        return readers.remember(KnownReaders.Key.of("realm", "a token"), READER, token, readers.now());
    }

    private static final class Connection implements WithdrawalStream.Events {
        final List<Page> pages = new CopyOnWriteArrayList<>();
        final AtomicInteger closed = new AtomicInteger();
        CompletableFuture<Void> slow;
        Throwable failure;

        List<String> subjects() {
            return pages.stream()
                    .flatMap(page -> page.withdrawals().stream())
                    .map(Withdrawal::sub)
                    .toList();
        }

        @Override
        public CompletionStage<?> send(Page page) {
            if (failure instanceof RuntimeException thrown) {
                throw thrown;
            }
            pages.add(page);
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            return slow == null ? CompletableFuture.completedFuture(null) : slow;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
