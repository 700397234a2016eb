package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventlog.RepeatedWork;
import dev.daemun.eventlog.Transactions;
import dev.daemun.eventrelay.ReliableProducer;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Clock;

/** The thread that publishes withdrawals to Kafka. */
public final class KafkaPublisher implements AutoCloseable {
    private final RepeatedWork work;

    /** Publishes what is read into memory. */
    public KafkaPublisher(KafkaSettings settings, Transactions transactions, RecentWithdrawals recent) {
        Clock clock = Clock.systemUTC();
        ReliableProducer producer = new ReliableProducer(settings.target().properties());
        Publication publication = new Publication(
                new RealmTopics(transactions, settings, recent, clock),
                Kafka.of(settings.target().properties(), producer),
                recent,
                clock);
        this.work = new RepeatedWork(
                "daemun-revocation-feed-kafka", "Publishing withdrawals to Kafka", publication::round, producer::close);
        recent.afterEachReading(work::nudge);
    }

    /** To be called when Keycloak's tables exist. */
    public void start() {
        work.start();
    }

    @Override
    public void close() {
        work.close();
    }
}
