package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventrelay.KafkaTarget;
import dev.daemun.eventrelay.Selection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.Config;

/**
 * Where withdrawals are published besides HTTP.
 *
 * @param realms names; empty for all
 */
public record KafkaSettings(KafkaTarget target, Set<String> realms) {
    private static final String OPTIONS = "--spi-realm-restapi-extension--revocation-feed--";

    /** What is configured, if anything; a bad option stops Keycloak's start with one sentence. */
    public static Optional<KafkaSettings> of(Config.Scope config) {
        if (config.get("kafka-topic") == null) {
            return Optional.empty();
        }
        try {
            KafkaSettings settings = new KafkaSettings(
                    KafkaTarget.of(OPTIONS, "kafka-", config),
                    Selection.words(config.get("kafka-realms")).collect(Collectors.toUnmodifiableSet()));
            settings.requireOneTopicPerRealm();
            return Optional.of(settings);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    OPTIONS + "kafka-topic needs event-relay: put its jar beside revocation-feed in providers/.", e);
        }
    }

    boolean has(String realm) {
        return realms.isEmpty() || realms.contains(realm);
    }

    /** A reader of a topic takes all that is in it for its own realm's. */
    private void requireOneTopicPerRealm() {
        if (!target.topic().isOnePerRealm() && realms.size() != 1) {
            throw new IllegalArgumentException(
                    OPTIONS + "kafka-topic must contain {realm}, unless kafka-realms names one realm only.");
        }
    }
}
