package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.withdrawal.FeedException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the feed from a topic, without a consumer group: every instance has to hear everything. The cursor is an offset of the
 * topic's first partition, the only one that is written to.
 */
final class KafkaFeed implements Feed {
    private static final Log LOG = LogFactory.getLog(KafkaFeed.class);

    /** The issuer says something each second. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> settings;
    private final TopicPartition partition;
    private final Clock clock;
    private @Nullable KafkaConsumer<String, String> consumer;

    /**
     * A reader of a topic.
     *
     * @param connection the application's own settings for consumers
     */
    KafkaFeed(String topic, Map<String, Object> connection, Clock clock) {
        this.partition = new TopicPartition(topic, 0);
        this.clock = clock;
        this.settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    }

    @Override
    public News read(@Nullable String cursor, Duration patience) throws FeedException, InterruptedException {
        try {
            KafkaConsumer<String, String> open = open(cursor);
            ConsumerRecords<String, String> records = open.poll(SILENCE);
            if (records.isEmpty()) {
                throw new FeedException(Kind.AWAY, "Kafka's topic " + partition.topic() + " is silent", null);
            }
            return news(records, Long.toString(open.position(partition)));
        } catch (InterruptException e) {
            close();
            // It has set the flag again, which the exception that is meant for it would leave behind.
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (AuthenticationException | AuthorizationException e) {
            close();
            throw new FeedException(Kind.REFUSED, "Kafka refuses (" + e + ")", e);
        } catch (KafkaException e) {
            close();
            throw new FeedException(Kind.AWAY, "Kafka can't be read (" + e + ")", e);
        }
    }

    @Override
    public String mend() {
        return "spring.kafka.* lets this service read the topic " + partition.topic();
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSING));
            consumer = null;
        }
    }

    private KafkaConsumer<String, String> open(@Nullable String cursor) {
        KafkaConsumer<String, String> open = consumer;
        if (open == null) {
            open = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
            consumer = open;
            open.assign(List.of(partition));
            if (cursor == null) {
                open.seekToBeginning(List.of(partition));
            } else {
                open.seek(partition, Long.parseLong(cursor));
            }
        }
        return open;
    }

    private News news(ConsumerRecords<String, String> records, String cursor) {
        Instant now = clock.instant();
        Instant asOf = null;
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            FeedPage page = parse(record);
            if (page != null) {
                // What is over may lie there for long, and is not worth a place.
                page.withdrawals().stream()
                        .filter(withdrawal -> withdrawal.forgetAt() >= now.getEpochSecond())
                        .forEach(withdrawals::add);
                if (page.caughtUp()) {
                    Instant said = Instant.ofEpochMilli(record.timestamp());
                    asOf = said.isBefore(now) ? said : now;
                }
            }
        }
        return new News(cursor, withdrawals, asOf);
    }

    private @Nullable FeedPage parse(ConsumerRecord<String, String> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            FeedPage page = JSON.readValue(record.value(), FeedPage.class);
            if (page != null && page.withdrawals() != null) {
                return page;
            }
        } catch (JacksonException e) {
            LOG.debug("Not of the feed", e);
        }
        LOG.warn("Something that is not of the revocation feed lies in its topic " + partition.topic() + " at offset "
                + record.offset() + " and is passed over.");
        return null;
    }
}
