package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventlog.Transactions;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The topics by the ids of their realms. The topic of a deleted realm stays as long as the realm has withdrawals, because
 * these say that it was deleted.
 */
final class RealmTopics implements Supplier<Map<String, String>> {
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final KafkaSettings settings;
    private final RecentWithdrawals recent;
    private final Clock clock;
    private Map<String, String> known = Map.of();
    private Instant knownUntil = Instant.MIN;
    private Set<String> asked = Set.of();

    RealmTopics(Transactions transactions, KafkaSettings settings, RecentWithdrawals recent, Clock clock) {
        this.transactions = transactions;
        this.settings = settings;
        this.recent = recent;
        this.clock = clock;
    }

    @Override
    public Map<String, String> get() {
        Instant now = clock.instant();
        Set<String> withWithdrawals = recent.realmIds();
        if (now.isAfter(knownUntil) || !asked.containsAll(withWithdrawals)) {
            asked = withWithdrawals;
            Map<String, String> current = transactions.call(this::ofAllRealms);
            withWithdrawals.stream()
                    .filter(known::containsKey)
                    .forEach(deleted -> current.putIfAbsent(deleted, known.get(deleted)));
            known = current;
            knownUntil = now.plus(KNOWN_FOR);
        }
        return known;
    }

    private Map<String, String> ofAllRealms(KeycloakSession session) {
        return session.realms()
                .getRealmsStream()
                .filter(realm -> settings.has(realm.getName()))
                .collect(Collectors.toMap(
                        RealmModel::getId, realm -> settings.target().topic().nameFor(realm.getName())));
    }
}
