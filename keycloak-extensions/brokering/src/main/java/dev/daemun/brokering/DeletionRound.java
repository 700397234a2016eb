package dev.daemun.brokering;

import dev.daemun.brokering.EndedLinkTable.EndedLink;
import dev.daemun.brokering.EndedLinkTable.ProviderOfRealm;
import java.time.Duration;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserManager;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Deletes the accounts whose link was ended at the provider longer ago than the provider's setting allows, and that have no other way to
 * sign in. Each account is deleted in a transaction of its own.
 */
record DeletionRound(KeycloakSessionFactory sessions, ProviderKind kind) implements RepeatedWork.Work {
    private static final int AT_ONCE = 100;

    @Override
    public void run() {
        for (ProviderOfRealm provider :
                in(session -> sql(session, rows -> new EndedLinkTable(kind, rows).providers()))) {
            for (EndedLink due : in(session -> due(session, provider))) {
                in(session -> delete(session, due));
            }
        }
    }

    private List<EndedLink> due(KeycloakSession session, ProviderOfRealm provider) {
        RealmModel realm = session.realms().getRealm(provider.realm());
        session.getContext().setRealm(realm);
        IdentityProviderModel settings =
                realm == null ? null : session.identityProviders().getById(provider.id());
        if (settings == null) {
            return sql(session, rows -> {
                new EndedLinkTable(kind, rows).deleteAllOf(provider);
                return List.of();
            });
        }
        return new LeavingSettings(settings)
                .daysUntilDeletion()
                .map(days -> Time.currentTimeMillis() - Duration.ofDays(days).toMillis())
                .map(moment ->
                        sql(session, rows -> new EndedLinkTable(kind, rows).endedUpTo(provider, moment, AT_ONCE)))
                .orElse(List.of());
    }

    /** An account with another way to sign in is kept, and its row is deleted, so that it is not looked at again. */
    private boolean delete(KeycloakSession session, EndedLink due) {
        RealmModel realm = session.realms().getRealm(due.realm());
        session.getContext().setRealm(realm);
        if (!sql(session, rows -> new EndedLinkTable(kind, rows).delete(due))) {
            return false;
        }
        UserModel user = session.users().getUserById(realm, due.user());
        if (user == null || hasAnotherWayIn(session, realm, user)) {
            return false;
        }
        EventBuilder event = new EventBuilder(realm, session)
                .event(EventType.DELETE_ACCOUNT)
                .user(user)
                .detail("reason", "unlinked_at_" + kind.id());
        boolean deleted = new UserManager(session).removeUser(realm, user);
        if (deleted) {
            event.success();
        }
        return deleted;
    }

    private static boolean hasAnotherWayIn(KeycloakSession session, RealmModel realm, UserModel user) {
        return session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .findAny()
                        .isPresent()
                || user.credentialManager()
                        .getStoredCredentialsStream()
                        .findAny()
                        .isPresent();
    }

    private <T> T in(java.util.function.Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, work::apply);
    }

    private static <T> T sql(KeycloakSession session, ReturningWork<T> work) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(work);
    }
}
