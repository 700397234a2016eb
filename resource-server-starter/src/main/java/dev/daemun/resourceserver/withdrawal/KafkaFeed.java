package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed from a topic, without a consumer group: every instance has to hear everything. The cursor is an offset of the
 * topic's first partition, the only one that is written to.
 *
 * <p>Old records say of their own time that everything was known. A service that has just started believes none of them: it
 * knows everything only when it has read what lay in the topic at that moment, and then a record which says so of a later one.
 */
final class KafkaFeed implements Feed {
    /** The issuer writes something each second. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private static final Duration OPENING = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final TopicPartition partition;
    private final Supplier<Consumer<String, String>> consumers;
    private final TopicRecords records;
    private final Instant began;
    private @Nullable Consumer<String, String> consumer;
    private long endAtOpening;
    private boolean knowsEverything;

    /**
     * A reader of a topic.
     *
     * @param consumers makes a consumer, each time that a connection has to be made
     * @param clock says when this service has started
     */
    KafkaFeed(String topic, Supplier<Consumer<String, String>> consumers, Clock clock) {
        this.partition = new TopicPartition(topic, 0);
        this.consumers = consumers;
        this.records = new TopicRecords(topic);
        this.began = clock.instant();
    }

    /**
     * Makes consumers that suit this feed.
     *
     * @param connection the application's own settings for consumers
     */
    static Supplier<Consumer<String, String>> consumers(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        return () -> new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public @Nullable News read(@Nullable String cursor) throws IOException, InterruptedException {
        try {
            ConsumerRecords<String, String> polled = open(cursor).poll(SILENCE);
            List<ConsumerRecord<String, String>> read = polled.records(partition);
            return read.isEmpty() ? null : news(read);
        } catch (InterruptException e) {
            // Kafka has also set the thread's flag, with which the consumer would not close in good order.
            Thread.interrupted();
            close();
            throw new InterruptedException(e.getMessage());
        } catch (AuthenticationException | AuthorizationException e) {
            close();
            throw new MisconfiguredException(
                    name() + " is refused: set spring.kafka.* so that this service may read it", e);
        } catch (KafkaException e) {
            close();
            throw new IOException(name() + " can't be read", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "Kafka's topic " + partition.topic();
    }

    @Override
    public void close() {
        Consumer<String, String> open = consumer;
        consumer = null;
        if (open != null) {
            open.close(CloseOptions.timeout(CLOSING));
        }
    }

    private Consumer<String, String> open(@Nullable String cursor) {
        Consumer<String, String> open = consumer;
        if (open == null) {
            open = consumers.get();
            consumer = open;
            open.assign(List.of(partition));
            if (cursor == null) {
                open.seekToBeginning(List.of(partition));
            } else {
                open.seek(partition, Long.parseLong(cursor));
            }
            if (!knowsEverything) {
                endAtOpening = open.endOffsets(List.of(partition), OPENING).getOrDefault(partition, 0L);
            }
        }
        return open;
    }

    private News news(List<ConsumerRecord<String, String>> read) {
        Instant asOf = null;
        LogPosition reached = null;
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (ConsumerRecord<String, String> record : read) {
            FeedPage page = records.parse(record);
            if (page != null) {
                withdrawals.addAll(page.withdrawals());
                Instant complete = page.asOf();
                if (complete != null && makesEverythingKnown(record, complete)) {
                    asOf = complete;
                    reached = page.reached();
                }
            }
        }
        long next = read.get(read.size() - 1).offset() + 1;
        return new News(Long.toString(next), withdrawals, asOf, reached);
    }

    /** Whether this service knows everything with this record, which says until when the issuer had written everything. */
    private boolean makesEverythingKnown(ConsumerRecord<String, String> record, Instant complete) {
        knowsEverything |= record.offset() + 1 >= endAtOpening && !complete.isBefore(began);
        return knowsEverything;
    }
}
