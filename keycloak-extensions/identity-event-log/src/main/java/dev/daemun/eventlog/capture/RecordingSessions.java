package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.CLIENT_SESSION_ENDED;
import static dev.daemun.eventlog.IdentityEventType.SESSION_ENDED;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.reconciling.SessionEnd;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProvider;
import org.keycloak.models.jpa.session.PersistentClientSessionEntity;
import org.keycloak.models.jpa.session.PersistentUserSessionEntity;
import org.keycloak.storage.StorageId;

/**
 * Keycloak's own store of sessions, which also records each session that Keycloak removes from it, whatever the reason.
 * Keycloak ends some sessions without an event, and some while it reports an error. What an event of the same transaction
 * tells already is not recorded again. Where a client asks for {@code offline_access}, Keycloak keeps an offline session of the
 * same id and removes the online one: that ends nothing for this client.
 *
 * <p>Sessions that Keycloak removes many at a time, without looking at each, all belong to a user, a client or a realm that
 * has an event of its own, or have expired.
 */
final class RecordingSessions extends JpaUserSessionPersisterProvider {
    private static final String BY_KEYCLOAK = "keycloak";

    private final KeycloakSession session;
    private final EntityManager database;

    RecordingSessions(KeycloakSession session, EntityManager database, int expirationBatch) {
        super(session, database, expirationBatch);
        this.session = session;
        this.database = database;
    }

    @Override
    public void removeUserSession(String sid, boolean offline) {
        PersistentUserSessionEntity removed = find(sid, offline);
        List<String> clients = removed == null ? List.of() : clients(sid, offline);
        super.removeUserSession(sid, offline);
        if (removed != null) {
            Runnable whole = recording(SESSION_ENDED, removed, null);
            Map<String, Runnable> parts = new HashMap<>();
            clients.forEach(client -> parts.put(client, recording(CLIENT_SESSION_ENDED, removed, client)));
            atCommit(() -> {
                if (find(sid, !offline) == null) {
                    whole.run();
                } else {
                    parts.keySet().removeIf(client -> hasPart(sid, client, !offline));
                    parts.values().forEach(Runnable::run);
                }
            });
        }
    }

    @Override
    public void removeClientSession(String sid, String clientId, boolean offline) {
        // A user session that this transaction has removed is not found any more, and its end says enough.
        PersistentUserSessionEntity whole = find(sid, offline);
        boolean exists = whole != null && hasPart(sid, clientId, offline);
        super.removeClientSession(sid, clientId, offline);
        if (exists) {
            Runnable recording = recording(CLIENT_SESSION_ENDED, whole, clientId);
            atCommit(() -> {
                if (!hasPart(sid, clientId, !offline)) {
                    recording.run();
                }
            });
        }
    }

    /** Keycloak removes an online session before it inserts the offline one that takes its place. */
    private void atCommit(Runnable work) {
        // No provider can join the transaction once its commit has begun.
        Staging.of(session);
        if (!OnCommit.joins(session, work)) {
            // It still belongs to the transaction.
            work.run();
        }
    }

    /** Drafts the event now, while Keycloak's other stores can still be asked, and stages it when it is run. */
    private Runnable recording(IdentityEventType type, PersistentUserSessionEntity ended, String clientUuid) {
        RealmModel realm = session.realms().getRealm(ended.getRealmId());
        ClientModel client = realm == null || clientUuid == null ? null : realm.getClientById(clientUuid);
        if (realm == null || (clientUuid != null && client == null)) {
            // A realm or a client that is gone has an event of its own.
            return () -> {};
        }
        String clientId = client == null ? null : client.getClientId();
        SessionEnd end = new SessionEnd(ended.getRealmId(), ended.getUserId(), ended.getUserSessionId(), clientId);
        Draft draft = new Draft(session, type, realm)
                .user(ended.getUserId())
                .distinct(ended.getUserSessionId() + "|" + clientId)
                .fact("sid", ended.getUserSessionId())
                .fact("clientId", clientId)
                .fact("reason", BY_KEYCLOAK)
                .fact("offline", isOffline(ended));
        return () -> {
            Staging staging = Staging.of(session);
            if (!staging.has(other -> end.isToldBy(other.told()))) {
                staging.stage(draft);
            }
        };
    }

    private boolean hasPart(String sid, String clientUuid, boolean offline) {
        return database.find(PersistentClientSessionEntity.class, key(sid, clientUuid, offline)) != null;
    }

    /** The clients of Keycloak's own database that have a part of a session. */
    private List<String> clients(String sid, boolean offline) {
        return database.createQuery(
                        "select clientId from PersistentClientSessionEntity"
                                + " where userSessionId = :sid and offline = :offline and clientId <> :external",
                        String.class)
                .setParameter("external", PersistentClientSessionEntity.EXTERNAL)
                .setParameter("sid", sid)
                .setParameter("offline", written(offline))
                .getResultList();
    }

    private PersistentUserSessionEntity find(String sid, boolean offline) {
        return database.find(
                PersistentUserSessionEntity.class, new PersistentUserSessionEntity.Key(sid, written(offline)));
    }

    private static PersistentClientSessionEntity.Key key(String sid, String clientUuid, boolean offline) {
        StorageId client = new StorageId(clientUuid);
        return client.isLocal()
                ? new PersistentClientSessionEntity.Key(
                        sid,
                        clientUuid,
                        PersistentClientSessionEntity.LOCAL,
                        PersistentClientSessionEntity.LOCAL,
                        written(offline))
                : new PersistentClientSessionEntity.Key(
                        sid,
                        PersistentClientSessionEntity.EXTERNAL,
                        client.getProviderId(),
                        client.getExternalId(),
                        written(offline));
    }

    private static boolean isOffline(PersistentUserSessionEntity entity) {
        return written(true).equals(entity.getOffline());
    }

    private static String written(boolean offline) {
        return offline ? "1" : "0";
    }
}
