package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventlog.Backoff;
import dev.daemun.eventlog.FailureLog;
import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/** Publishes one realm's withdrawals to its topic. It fails and recovers by itself, whatever becomes of other realms. */
final class RealmPublication {
    private static final Logger LOG = Logger.getLogger(RealmPublication.class);
    private static final int PAGE = 500;
    private static final Duration CAUGHT_UP_EVERY = Duration.ofMillis(900);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final String realmId;
    private final String topic;
    private final Kafka kafka;
    private final RecentWithdrawals recent;
    private final Clock clock;
    private final FailureLog failures;
    private final Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    private boolean created;
    private boolean failing;
    private Optional<Cursor> cursor = Optional.empty();
    private Instant caughtUpAsOf = Instant.MIN;
    private Instant restsUntil = Instant.MIN;

    RealmPublication(String realmId, String topic, Kafka kafka, RecentWithdrawals recent, Clock clock) {
        this.realmId = realmId;
        this.topic = topic;
        this.kafka = kafka;
        this.recent = recent;
        this.clock = clock;
        this.failures = new FailureLog(LOG, "Publishing withdrawals to Kafka's topic " + topic);
    }

    /** How an attempt to publish ended. */
    enum Result {
        /** Kafka has everything that is known. */
        PUBLISHED,
        /** The same, for the first time after failures. */
        RECOVERED,
        /** Kafka has perhaps not got everything. */
        FAILED,
        /** Nothing was attempted so soon after a failure. */
        RESTING
    }

    Result publish() throws InterruptedException {
        if (clock.instant().isBefore(restsUntil)) {
            return Result.RESTING;
        }
        try {
            send();
        } catch (RuntimeException | Error e) {
            // Only its class, because Kafka's messages may quote the settings.
            failures.failed(FailureLog.kind(e));
            LOG.debug("The failure to publish withdrawals", e);
            failing = true;
            rest(backoff.afterFailure());
            return Result.FAILED;
        }
        Result result = failing ? Result.RECOVERED : Result.PUBLISHED;
        failing = false;
        backoff.reset();
        failures.succeeded();
        return result;
    }

    /** Attempts nothing for a while. */
    void rest(Duration pause) {
        restsUntil = clock.instant().plus(pause);
    }

    boolean isTo(String other) {
        return topic.equals(other);
    }

    private void send() throws InterruptedException {
        if (!created) {
            kafka.create(topic);
            created = true;
        }
        // Taken before the pages are read: what is committed later need not be in them.
        Instant asOf = recent.asOf();
        boolean sent = false;
        Page page;
        do {
            page = recent.page(realmId, cursor, PAGE);
            List<ProducerRecord<String, String>> records = WithdrawalRecords.of(topic, page);
            if (!records.isEmpty()) {
                kafka.send(records);
                sent = true;
            }
            cursor = Optional.of(page.cursor());
        } while (!page.caughtUp());
        if (sent || asOf.isAfter(caughtUpAsOf.plus(CAUGHT_UP_EVERY))) {
            kafka.send(List.of(WithdrawalRecords.caughtUp(topic, cursor.orElseThrow(), asOf)));
            caughtUpAsOf = asOf;
        }
    }
}
