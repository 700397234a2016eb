package dev.daemun.upstreamsignals.consequence;

import dev.daemun.upstreamsignals.token.SecurityEventToken;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Receives what was verified. The id of a token is remembered in the same transaction as what the token leads to. So a transaction that fails
 * forgets both, and the provider may try again; and of two nodes that receive one token, one carries it out. Keycloak's own store
 * of ids that may be used once would remember the id at once, and would lose it when all nodes restart.
 */
public record Reception(KeycloakSession session, IdentityProviderModel provider) {
    /** Older tokens change nothing. Google tries for hours, and Kakao once. */
    public static final Duration OLDEST = Duration.ofDays(7);

    private static final int ATTEMPTS = 3;
    private static final String INTEGRITY_VIOLATION = "23";

    /** Carries out a token's events, and returns what became of each. */
    public List<Outcome> of(SecurityEventToken token, Instant now) {
        if (token.issuedAt().isBefore(now.minus(OLDEST))) {
            return all(token.events(), Outcome.OLD);
        }
        return inTransaction(inner -> {
            if (!isFirst(inner, token.id(), now)) {
                return all(token.events(), Outcome.REPEATED);
            }
            return carryOut(inner, token.events(), SessionEnd.IN_A_REQUEST);
        });
    }

    /** The same for an event that came without a token, and that changes nothing when it comes again. */
    public List<Outcome> of(UpstreamEvent event) {
        return inTransaction(inner -> carryOut(inner, List.of(event), SessionEnd.IN_A_REQUEST));
    }

    /** The same for what was found out in the background, where there is no request. */
    public List<Outcome> foundOut(UpstreamEvent event) {
        return inTransaction(inner -> carryOut(inner, List.of(event), SessionEnd.IN_THE_BACKGROUND));
    }

    private List<Outcome> carryOut(KeycloakSession inner, List<UpstreamEvent> events, SessionEnd end) {
        Consequences consequences = new Consequences(inner, provider, end);
        return events.stream().map(consequences::of).toList();
    }

    private boolean isFirst(KeycloakSession inner, String jti, Instant now) {
        return inner.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(connection -> {
                    SeenSignalTable seen = new SeenSignalTable(connection);
                    if (seen.contains(provider.getInternalId(), jti)) {
                        return false;
                    }
                    seen.insert(provider.getInternalId(), jti, now);
                    // Kept for longer than a token counts, so that none counts twice.
                    seen.deleteSeenBefore(now.minus(OLDEST).minus(Duration.ofDays(1)));
                    return true;
                });
    }

    /** A transaction that has lost against another one by a primary key finds that one's row when it is tried again. */
    private <T> T inTransaction(Function<KeycloakSession, T> work) {
        RealmModel realm = session.getContext().getRealm();
        for (int attempt = 1; ; attempt++) {
            try {
                return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), inner -> {
                    inner.getContext().setRealm(inner.realms().getRealm(realm.getId()));
                    return work.apply(inner);
                });
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isIntegrityViolation(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isIntegrityViolation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(INTEGRITY_VIOLATION)) {
                return true;
            }
        }
        return false;
    }

    private static List<Outcome> all(List<UpstreamEvent> events, Outcome outcome) {
        return events.stream().map(event -> outcome).toList();
    }
}
