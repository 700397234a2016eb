package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class OnlyRecentKnowledgeLetsAnybodyInTest {
    private static final Duration MAX_AGE = Duration.ofSeconds(30);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final SetClock clock = new SetClock();
    private final Withdrawals withdrawals =
            new Withdrawals(new Denylist(1_000, Set.of(), Duration.ZERO), MAX_AGE, CLOCK_SKEW, clock);
    private final StaleKnowledge staleness = new StaleKnowledge(List.of(), withdrawals);
    private final ScriptedFeed feed = new ScriptedFeed();
    private final FeedReader reader = new FeedReader(feed, withdrawals, staleness, withdrawals.failures());

    @Test
    void theFirstWordThatThereIsNothingMoreMustBeRecent() {
        withdrawals.accept(news(clock.instant().minus(Duration.ofHours(20))));
        assertThat(withdrawals.ready()).isFalse();
        assertThat(withdrawals.age()).isNull();
        assertThat(withdrawals.failure()).contains("clocks");
        withdrawals.accept(news(null));
        assertThat(withdrawals.ready()).isFalse();
        withdrawals.accept(news(clock.instant().minus(MAX_AGE)));
        assertThat(withdrawals.ready()).isTrue();
        assertThat(staleness.isStale()).isFalse();
        assertThat(withdrawals.failure()).isNull();
        clock.pass(Duration.ofSeconds(1));
        assertThat(staleness.isStale()).isTrue();
    }

    @Test
    void itIsNeitherOfTheFutureNorDoesItGrowOlderByAnOlderWord() {
        Instant now = clock.instant();
        withdrawals.accept(news(now.plus(Duration.ofHours(1))));
        assertThat(withdrawals.age()).isEqualTo(Duration.ZERO);
        clock.pass(Duration.ofSeconds(5));
        withdrawals.accept(news(now.minusSeconds(5)));
        assertThat(withdrawals.age()).isEqualTo(Duration.ofSeconds(5));
    }

    /** Over Kafka, where several nodes of the issuer say how far they have come. */
    @Test
    void aNodeThatIsBehindMakesNothingUnknownAndAnotherLogDoes() {
        withdrawals.accept(reached("log", 5));
        withdrawals.accept(reached("log", 3));
        assertThat(withdrawals.includes(new LogPosition("log", 5))).isTrue();
        assertThat(withdrawals.includes(new LogPosition("log", 6))).isFalse();
        withdrawals.accept(reached("restored", 2));
        assertThat(withdrawals.includes(new LogPosition("log", 5))).isFalse();
        assertThat(withdrawals.includes(new LogPosition("restored", 2))).isTrue();
        assertThat(withdrawals.includes(new LogPosition("restored", 3))).isFalse();
    }

    @Test
    void beforeEverythingWasKnownOnceNoPlaceIsReached() {
        withdrawals.accept(
                new News("1", List.of(), clock.instant().minus(Duration.ofHours(20)), new LogPosition("log", 5)));
        assertThat(withdrawals.includes(new LogPosition("log", 1))).isFalse();
    }

    private News reached(String log, long position) {
        return new News("1", List.of(), clock.instant(), new LogPosition(log, position));
    }

    @Test
    void aWithdrawalOutlivesEveryTokenThatItDenies() {
        Instant now = clock.instant();
        withdrawals.accept(new News("1", List.of(subject("u", now, now.plusSeconds(60))), now));
        Jwt token = token("u", now);
        clock.pass(CLOCK_SKEW.plusSeconds(60));
        withdrawals.accept(news(clock.instant()));
        assertThat(withdrawals.find(token)).isNotNull();
        clock.pass(Duration.ofSeconds(1));
        withdrawals.accept(news(clock.instant()));
        assertThat(withdrawals.find(token)).isNull();
        assertThat(withdrawals.size()).isZero();
    }

    /** The feed forgets a withdrawal a minute after its tokens have expired; who was not listening then can't know of it. */
    @Test
    void neitherDoesOneThatTheFeedForgotBeforeThisServiceListened() {
        WithdrawnTokens rule = new WithdrawnTokens(withdrawals);
        Instant now = clock.instant();
        withdrawals.accept(news(now));
        assertThat(rule.validate(expiringAt(now.minusSeconds(61))).hasErrors()).isTrue();
        assertThat(rule.validate(expiringAt(now.minusSeconds(60))).hasErrors()).isFalse();
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofSeconds(60));
            withdrawals.accept(news(clock.instant()));
        }
        assertThat(rule.validate(expiringAt(now)).hasErrors())
                .as("listening all the time")
                .isFalse();
        clock.pass(Duration.ofSeconds(61));
        withdrawals.accept(news(clock.instant()));
        assertThat(rule.validate(expiringAt(now)).hasErrors()).as("after a gap").isTrue();
    }

    @Test
    void oneThatIsOverWhenItComesTakesNoPlace() {
        Instant now = clock.instant();
        withdrawals.accept(new News(
                "1",
                List.of(
                        subject(
                                "over",
                                now.minusSeconds(900),
                                now.minus(CLOCK_SKEW).minusSeconds(1)),
                        subject("not over", now.minusSeconds(900), now.minus(CLOCK_SKEW))),
                now));
        assertThat(withdrawals.size()).isEqualTo(1);
    }

    @Test
    void afterAFailureItGoesOnFromItsCursor() throws Exception {
        feed.answers.add(news(clock.instant()));
        feed.answers.add(new IOException("away"));
        feed.answers.add(news(clock.instant()));
        reader.once();
        assertThatThrownBy(reader::once).hasMessage("away");
        reader.once();
        assertThat(feed.asked).containsExactly("null", "cursor", "cursor");
    }

    @Test
    void aLostCursorReadsEverythingAgainAndForgetsNothing() throws Exception {
        Instant now = clock.instant();
        feed.answers.add(new News("cursor", List.of(subject("u", now, now.plusSeconds(60))), now));
        feed.answers.add(new LostCursorException("lost"));
        feed.answers.add(news(now));
        reader.once();
        assertThatThrownBy(reader::once).isInstanceOf(LostCursorException.class);
        assertThat(withdrawals.find(token("u", now))).isNotNull();
        reader.once();
        assertThat(withdrawals.find(token("u", now))).isNotNull();
        assertThat(feed.asked).endsWith("null");
    }

    @Test
    void silenceIsNoWordThatThereIsNothingMore() throws Exception {
        feed.answers.add("silence");
        feed.answers.add(news(clock.instant()));
        reader.once();
        assertThat(withdrawals.ready()).isFalse();
        assertThat(withdrawals.failure())
                .isEqualTo("The scripted feed brings nothing, not even that there is nothing new");
        reader.once();
        assertThat(withdrawals.ready()).isTrue();
        assertThat(withdrawals.failure()).isNull();
    }

    @Test
    void closingTheReaderClosesTheFeed() {
        reader.close();
        assertThat(feed.closed).isTrue();
    }

    private static News news(@Nullable Instant asOf) {
        return new News("cursor", List.of(), asOf);
    }

    private static Withdrawal subject(String sub, Instant issuedUpTo, Instant forgetAt) {
        return new Withdrawal(
                1L,
                "subject",
                null,
                null,
                sub,
                null,
                null,
                null,
                issuedUpTo.getEpochSecond(),
                forgetAt.getEpochSecond(),
                "disabled");
    }

    private static Jwt token(String sub, Instant issuedAt) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject(sub)
                .issuedAt(issuedAt)
                .build();
    }

    private static Jwt expiringAt(Instant expiry) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject("u")
                .issuedAt(expiry.minusSeconds(300))
                .expiresAt(expiry)
                .build();
    }

    private static final class ScriptedFeed implements Feed {
        private final List<Object> answers = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private boolean closed;

        @Override
        public @Nullable News read(@Nullable String cursor) throws IOException {
            asked.add(String.valueOf(cursor));
            Object answer = answers.remove(0);
            if (answer instanceof IOException failure) {
                throw failure;
            }
            return answer instanceof News news ? news : null;
        }

        @Override
        public String name() {
            return "The scripted feed";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
