package dev.daemun.resourceserver.withdrawal;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a topic's records as pages of the feed, and passes over what is none. */
final class TopicRecords {
    private static final Log LOG = LogFactory.getLog(KafkaFeed.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        try {
            FeedPage page = JSON.readValue(record.value(), FeedPage.class);
            if (page != null
                    && page.withdrawals() != null
                    && !page.withdrawals().contains(null)) {
                return page;
            }
        } catch (JacksonException e) {
            LOG.debug("Not of the feed", e);
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
