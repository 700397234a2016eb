package dev.daemun.resourceserver.withdrawal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic's records as pages of the feed, and passes over what is none. A record that is the feed's but can't be read is
 * taken for the worst that it might be.
 */
final class TopicRecords {
    private static final Log LOG = LogFactory.getLog(KafkaFeed.class);

    private final String topic;
    private boolean logged;

    TopicRecords(String topic) {
        this.topic = topic;
    }

    /** The page in a record; null for a deleted one, and for one that is not of the feed, of which the first is logged. */
    @Nullable
    FeedPage parse(ConsumerRecord<String, String> record) {
        if (record.value() == null) {
            return null;
        }
        byte[] value = record.value().getBytes(StandardCharsets.UTF_8);
        FeedPage page = FeedPage.read(value);
        if (page != null) {
            return page;
        }
        FeedPage damaged = DamagedPage.of(value, Instant.ofEpochMilli(record.timestamp()));
        if (damaged != null) {
            LOG.error("Kafka's topic " + topic + " has a withdrawal at offset " + record.offset()
                    + " that can't be read. Every token issued until then is refused, since it might withdraw any.");
            return damaged;
        }
        if (!logged) {
            logged = true;
            LOG.warn("Kafka's topic " + topic + " has something at offset " + record.offset()
                    + " that is not of the revocation feed. It is passed over, and so is anything else of that kind. Only the"
                    + " issuer should be able to write to the topic.");
        }
        return null;
    }
}
