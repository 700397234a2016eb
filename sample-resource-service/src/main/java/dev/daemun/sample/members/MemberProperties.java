package dev.daemun.sample.members;

import com.standardwebhooks.Webhook;
import dev.daemun.resourceserver.InvalidConfigurationException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where identity events come from.
 *
 * @param webhookSecrets what deliveries are signed with, as Standard Webhooks writes it: {@code whsec_} and Base64 of at
 *     least 24 bytes; several while the secret is changed. Empty: no webhook
 * @param kafkaTopic the topic that the events come from, with {@code spring.kafka.bootstrap-servers}; null: no topic
 * @param rememberEvents how long the id of an event is remembered, to know it again when it is delivered once more
 */
@ConfigurationProperties("sample.members")
record MemberProperties(
        @DefaultValue List<String> webhookSecrets,
        String kafkaTopic,
        @DefaultValue("30d") Duration rememberEvents) {
    private static final int SHORTEST_SECRET_BYTES = 24;

    MemberProperties {
        if (!webhookSecrets.stream().allMatch(MemberProperties::isStrong)) {
            throw new InvalidConfigurationException(
                    "sample.members.webhook-secrets",
                    "must be whsec_ and Base64 of at least " + SHORTEST_SECRET_BYTES + " random bytes.");
        }
    }

    private static boolean isStrong(String secret) {
        try {
            return secret.startsWith(Webhook.SECRET_PREFIX)
                    && Base64.getDecoder().decode(secret.substring(Webhook.SECRET_PREFIX.length())).length
                            >= SHORTEST_SECRET_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
