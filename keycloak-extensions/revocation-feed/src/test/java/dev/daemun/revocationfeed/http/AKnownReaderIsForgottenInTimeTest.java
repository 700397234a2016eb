package dev.daemun.revocationfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.revocationfeed.recent.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AKnownReaderIsForgottenInTimeTest {
    private static final FeedReader READER = new FeedReader("realm", "account", "daemun", "orders");
    private static final KnownReaders.Key KEY = KnownReaders.Key.of("realm", "a token");

    private final MovableClock clock = new MovableClock();
    private final Recent recent = new Recent(clock);
    private final KnownReaders known = new KnownReaders(recent.withdrawals, clock);

    @Test
    void afterAMinute() {
        remember(token(Duration.ofMinutes(5)));
        clock.advance(KnownReaders.REMEMBERED_AT_LEAST.minusMillis(1));
        assertThat(found(KEY)).contains(READER);
        assertThat(found(KnownReaders.Key.of("realm", "another token"))).isEmpty();
        assertThat(found(KnownReaders.Key.of("another-realm", "a token"))).isEmpty();
        clock.advance(
                KnownReaders.REMEMBERED.minus(KnownReaders.REMEMBERED_AT_LEAST).plusMillis(1));
        assertThat(found(KEY)).isEmpty();
    }

    @Test
    void readersThatCameTogetherDoNotComeBackTogether() {
        List<KnownReaders.Key> keys = IntStream.range(0, 200)
                .mapToObj(i -> KnownReaders.Key.of("realm", "token " + i))
                .toList();
        keys.forEach(key -> known.remember(key, READER, token(Duration.ofMinutes(5)), known.now()));
        Duration spread = KnownReaders.REMEMBERED.minus(KnownReaders.REMEMBERED_AT_LEAST);
        clock.advance(KnownReaders.REMEMBERED_AT_LEAST.plus(spread.dividedBy(2)));
        assertThat(keys.stream().filter(key -> found(key).isPresent()).count()).isBetween(1L, 199L);
    }

    @Test
    void whenItsTokenExpires() {
        remember(token(Duration.ofSeconds(20)));
        clock.advance(Duration.ofSeconds(19));
        assertThat(found(KEY)).contains(READER);
        clock.advance(Duration.ofSeconds(1));
        assertThat(found(KEY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "disabled | account | {}",
                "deleted | account | {}",
                "role-revoked | account | {}",
                "group-left | account | {}",
                "consent-withdrawn | account | {\"clientId\":\"orders\"}",
                "token-revoked | account | {\"tokenType\":\"access\",\"jti\":\"jti\"}",
                "session-ended | account | {\"sid\":\"sid\"}",
                "client-session-ended | account | {\"sid\":\"sid\",\"clientId\":\"orders\"}",
                "client-updated | | {\"clientId\":\"orders\",\"enabled\":false}",
                "client-deleted | | {\"clientId\":\"orders\"}",
                "client-deleted | | {\"clientId\":\"revocation-feed\"}",
                "client-scopes-changed | | {\"clientId\":\"orders\"}",
                "role-deleted | | {\"effectiveRoles\":[\"read-withdrawals\"]}",
                "group-roles-changed | | {\"change\":\"removed\",\"effectiveRoles\":[\"read-withdrawals\"]}",
                "key-removed | | {}",
                "realm-updated | | {\"enabled\":false}",
                "everyone-signed-out | | {}",
            })
    void whenTheLogTellsOfIt(String what, String user, String data) {
        remember(token(Duration.ofMinutes(5)));
        clock.advance(Duration.ofSeconds(2));
        recent.told("realm", what, user, data);
        assertThat(found(KEY)).isEmpty();

        remember(token(Duration.ofMinutes(5), clock.instant().minusSeconds(2)));
        assertThat(found(KEY)).as("a token from before").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        remember(token(Duration.ofMinutes(5)));
        assertThat(found(KEY)).as("a token from afterwards").contains(READER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "disabled | another | {}",
                "token-revoked | account | {\"tokenType\":\"access\",\"jti\":\"another\"}",
                "session-ended | account | {\"sid\":\"another\"}",
                "client-updated | | {\"clientId\":\"another\",\"enabled\":false}",
                "signed-in | account | {}",
            })
    void butNotWhenItTellsOfSomethingElse(String what, String user, String data) {
        remember(token(Duration.ofMinutes(5)));
        recent.told("realm", what, user, data);
        recent.told("another-realm", "everyone-signed-out", null, "{}");
        assertThat(found(KEY)).contains(READER);
        recent.told("realm", "disabled", "account", "{}");
        assertThat(found(KEY)).as("told later").isEmpty();
    }

    @Test
    void whatIsToldWhileKeycloakIsAskedIsNotMissed() {
        KnownReader.Moment asked = known.now();
        recent.disabled("realm", "account");
        known.remember(KEY, READER, token(Duration.ofMinutes(5), clock.instant().plusSeconds(1)), asked);
        assertThat(found(KEY)).isEmpty();
    }

    @Test
    void whenTheLogIsAnother() {
        remember(token(Duration.ofMinutes(5)));
        recent.startOver();
        assertThat(found(KEY)).isEmpty();
    }

    @Test
    void whoHasToProveThatTheTokenIsTheirsIsNeverRemembered() {
        Instant now = clock.instant();
        remember(new ReaderToken("jti", "sid", "account", "orders", now, now.plusSeconds(300), true));
        assertThat(found(KEY)).isEmpty();
    }

    @Test
    void theMemoryIsBounded() {
        remember(token(Duration.ofMinutes(5)));
        for (int i = 0; i < KnownReaders.MOST; i++) {
            known.remember(
                    KnownReaders.Key.of("realm", "token " + i), READER, token(Duration.ofMinutes(5)), known.now());
        }
        assertThat(found(KEY)).isEmpty();
        assertThat(found(KnownReaders.Key.of("realm", "token 0"))).contains(READER);
    }

    @Test
    void aRevokedTokenIsOneAlsoInAFlood() {
        ReaderToken token = token(Duration.ofMinutes(5));
        recent.told("realm", "signed-out", "other", "{\"sid\":\"other\"}");
        assertThat(recent.withdrawals.since("realm", 0)).noneMatch(token::isRevokedBy);
        recent.told("realm", "token-revoked", "account", "{\"tokenType\":\"access\",\"jti\":\"jti\"}");
        assertThat(recent.withdrawals.since("realm", 0)).anyMatch(token::isRevokedBy);
        for (int i = 0; i <= 100_000; i++) {
            recent.disabled("realm", "user-" + i);
        }
        assertThat(recent.withdrawals.since("realm", 0)).anyMatch(token::isRevokedBy);
        clock.advance(Duration.ofSeconds(1));
        assertThat(recent.withdrawals.since("realm", 0)).noneMatch(token(Duration.ofMinutes(5))::isRevokedBy);
    }

    private Optional<FeedReader> found(KnownReaders.Key key) {
        return known.find(key).map(KnownReader::reader);
    }

    private void remember(ReaderToken token) {
        known.remember(KEY, READER, token, known.now());
    }

    private ReaderToken token(Duration lives) {
        return token(lives, clock.instant());
    }

    private ReaderToken token(Duration lives, Instant issued) {
        return new ReaderToken(
                "jti", "sid", "account", "orders", issued, clock.instant().plus(lives), false);
    }
}
