package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventrelay.kafka.ReliableProducer;
import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Reads what the feed knows, as any other reader does, and tells it to Kafka. Every node tells everything: readers take a
 * withdrawal twice as once, and no node has to find out whether another still does its part. Nothing is kept of what was sent,
 * so a new node tells again all that still matters.
 */
public final class KafkaPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaPublisher.class);
    private static final int PAGE = 500;
    private static final Duration SAID_AGAIN_AFTER = Duration.ofMillis(900);
    private static final Duration NAMES_KNOWN_FOR = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 1_000;

    private final KafkaSettings settings;
    private final KeycloakSessionFactory sessions;
    private final RecentWithdrawals recent;
    private final ReliableProducer producer;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "daemun-revocation-feed-kafka");
    private final Map<String, Told> told = new HashMap<>();
    private Map<String, String> topics = Map.of();
    private Instant topicsAsOf = Instant.MIN;
    private int beginning;

    /** A publisher of what is read into memory. */
    public KafkaPublisher(KafkaSettings settings, KeycloakSessionFactory sessions, RecentWithdrawals recent) {
        this.settings = settings;
        this.sessions = sessions;
        this.recent = recent;
        this.producer = new ReliableProducer(settings.properties());
        thread.setDaemon(true);
    }

    /** To be called when Keycloak's tables are there. */
    public void start() {
        recent.afterEachReading(news::release);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        boolean failing = false;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    news.acquire();
                    news.drainPermits();
                    tell();
                    if (failing) {
                        LOG.info("Kafka hears of withdrawals again.");
                    }
                    failing = false;
                } catch (RuntimeException e) {
                    if (!failing) {
                        LOG.errorf(
                                "Kafka does not hear of withdrawals until it takes them again (%s).",
                                e.getClass().getSimpleName());
                        LOG.debug("Why", e);
                    }
                    failing = true;
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Closed", e);
        } finally {
            // The producer would not close in a thread that is interrupted; this one ends here.
            boolean unused = Thread.interrupted();
            producer.close();
        }
    }

    private void tell() throws InterruptedException {
        if (beginning != recent.beginnings()) {
            beginning = recent.beginnings();
            told.clear();
        }
        // First the moment: what comes after it need not be in the pages.
        Instant asOf = recent.asOf();
        if (!recent.isFresh()) {
            return;
        }
        for (Map.Entry<String, String> realm : topics(asOf).entrySet()) {
            tell(realm.getKey(), realm.getValue(), asOf);
        }
    }

    private void tell(String realmId, String topic, Instant asOf) throws InterruptedException {
        Told before = told.getOrDefault(realmId, new Told(Optional.empty(), Instant.MIN));
        Optional<Cursor> cursor = before.cursor();
        if (cursor.isEmpty()) {
            WithdrawalTopic.create(topic, settings.properties());
        }
        boolean something = false;
        Page page;
        do {
            page = recent.page(realmId, cursor, PAGE);
            List<ProducerRecord<String, String>> records = WithdrawalRecords.of(topic, page);
            producer.send(records);
            something |= !records.isEmpty();
            cursor = Cursor.parse(page.cursor());
        } while (!page.caughtUp());
        if (something || asOf.isAfter(before.caughtUp().plus(SAID_AGAIN_AFTER))) {
            producer.send(List.of(WithdrawalRecords.caughtUp(topic, page.cursor(), asOf)));
            told.put(realmId, new Told(cursor, asOf));
        } else {
            told.put(realmId, new Told(cursor, before.caughtUp()));
        }
    }

    /** The topics by the ids of the realms. Those of a realm that is gone stay while it has withdrawals: it tells of its end. */
    private Map<String, String> topics(Instant now) {
        if (now.isAfter(topicsAsOf.plus(NAMES_KNOWN_FOR)) || !topics.keySet().containsAll(recent.realmIds())) {
            Map<String, String> current = KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions,
                    session -> session.realms()
                            .getRealmsStream()
                            .filter(realm -> settings.has(realm.getName()))
                            .collect(Collectors.toMap(
                                    RealmModel::getId, realm -> settings.topic().nameFor(realm.getName()))));
            recent.realmIds().stream()
                    .filter(topics::containsKey)
                    .forEach(gone -> current.putIfAbsent(gone, topics.get(gone)));
            topics = current;
            topicsAsOf = now;
            told.keySet().retainAll(topics.keySet());
        }
        return topics;
    }

    private record Told(Optional<Cursor> cursor, Instant caughtUp) {}
}
