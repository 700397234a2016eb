package dev.daemun.eventlog.sequencing;

import java.time.Duration;
import org.keycloak.Config;

/**
 * The log's options, {@code --spi-identity-event-log--daemun--<name>=<value>}.
 *
 * @param retention how long events are kept
 * @param reconcileInterval how often Keycloak's tables are searched for changes of which Keycloak has no event; zero for never
 */
record Settings(Retention retention, Duration reconcileInterval) {
    static Settings of(Config.Scope config) {
        return new Settings(
                new Retention(
                        duration(config, "retention", Duration.ofDays(1)),
                        duration(config, "retention-limit", Duration.ofDays(7))),
                duration(config, "reconcile-interval", Duration.ofSeconds(20)));
    }

    private static Duration duration(Config.Scope config, String name, Duration otherwise) {
        String value = config.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("negative");
            }
            return duration;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The identity event log's option " + name + " must be an ISO 8601 duration such as PT24H, not "
                            + value + ".",
                    e);
        }
    }
}
