package dev.daemun.revocationfeed.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Creates a topic where there is none: one partition, short, compacted. A topic that exists already stays as it is. */
final class WithdrawalTopic {
    private static final Logger LOG = Logger.getLogger(WithdrawalTopic.class);

    /** Far longer than any access token lives. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int LONGEST_WAIT_MILLIS = 3_000;

    private static final Map<String, String> CONFIG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(KEPT.toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofMinutes(10).toMillis()));

    private WithdrawalTopic() {}

    static void create(String name, Properties chosen) throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(chosen);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(LONGEST_WAIT_MILLIS));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(LONGEST_WAIT_MILLIS));
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()).configs(CONFIG)))
                    .all()
                    .get();
            LOG.infof("Created Kafka's topic %s for withdrawals.", name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException away) {
                throw away;
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warnf(
                        "Keycloak could not create Kafka's topic %s (%s): create it yourself, unless it exists.",
                        name, e.getCause().getClass().getSimpleName());
            }
        }
    }
}
