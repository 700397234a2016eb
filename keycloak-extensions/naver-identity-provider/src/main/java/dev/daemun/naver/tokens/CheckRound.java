package dev.daemun.naver.tokens;

import dev.daemun.brokering.FailureLog;
import dev.daemun.brokering.RepeatedWork;
import dev.daemun.brokering.TokenAnswer;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import dev.daemun.upstreamsignals.ProviderEndedLink;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resource.RealmResourceProvider;

/**
 * Tries stored tokens, a page at a time and one node at a time. No transaction is open while Naver is called. What Naver says of a token
 * counts only if the same token is still stored afterwards: otherwise the person has signed in meanwhile.
 *
 * @param node this node's name among those that share the passes
 * @param failures where a page that can't be believed is logged
 */
record CheckRound(KeycloakSessionFactory sessions, String node, FailureLog failures) implements RepeatedWork.Work {
    static final int PAGE = 30;
    private static final String REASON = "token_refused";

    @Override
    public void run() throws Exception {
        if (sessions.getProviderFactory(RealmResourceProvider.class, "upstream-signals") == null) {
            // Without it nobody would do anything about people who have left.
            return;
        }
        OneAfterTheOther.of(
                in(session -> sql(session, connection -> new CheckTable(connection).providers())), provider -> {
                    while (!Thread.currentThread().isInterrupted() && hasDoneAPage(provider)) {
                        // There may be more.
                    }
                });
    }

    private boolean hasDoneAPage(String provider) throws IOException {
        Optional<CheckPass> taken = in(session -> settings(session, provider)
                .filter(settings -> Boolean.TRUE.equals(settings.isStoreToken()))
                .flatMap(NaverIdentityProviderConfig::checksTokensEach)
                .flatMap(interval ->
                        sql(session, connection -> new CheckTable(connection).take(provider, node, now(), interval))));
        if (taken.isEmpty()) {
            return false;
        }
        CheckPass pass = taken.get();
        List<String> users = in(session -> users(session, provider, pass));
        check(provider, users);
        CheckPass next = users.size() < PAGE ? pass.over() : pass.after(users.get(users.size() - 1));
        return in(session -> sql(session, connection -> new CheckTable(connection).saveOf(node, provider, next)))
                && users.size() == PAGE;
    }

    private void check(String provider, List<String> users) throws IOException {
        PageVerdict verdict = new PageVerdict();
        for (String user : users) {
            Optional<Trial> trial = in(session -> trial(session, provider, user));
            if (trial.isPresent()) {
                StoredGrant grant = trial.get().grant();
                Optional<NaverAnswer> answer = verdict.ask(grant, trial.get().calls()::refresh);
                answer.ifPresent(about -> in(session -> keep(session, provider, grant, about)));
            }
        }
        if (verdict.hasGood()) {
            failures.succeeded();
        }
        if (verdict.isBelievable()) {
            for (StoredGrant ended : verdict.ended()) {
                in(session -> end(session, provider, ended));
            }
        } else {
            failures.failed(
                    "Naver refuses all of the tokens that are stored for one of its providers, so that nobody is taken to"
                            + " have left there: its client id and client secret may be those of another app");
        }
    }

    private static Optional<NaverIdentityProviderConfig> settings(KeycloakSession session, String provider) {
        // Before a realm is in the context, Keycloak finds no provider.
        String realm = sql(session, connection -> new CheckTable(connection).realmOf(provider));
        session.getContext().setRealm(realm == null ? null : session.realms().getRealm(realm));
        return session.getContext().getRealm() == null
                ? Optional.empty()
                : Optional.ofNullable(session.identityProviders().getById(provider))
                        .map(NaverIdentityProviderConfig::new);
    }

    private static List<String> users(KeycloakSession session, String provider, CheckPass pass) {
        return settings(session, provider)
                .map(settings -> sql(
                        session,
                        connection -> new CheckTable(connection)
                                .usersAfter(
                                        session.getContext().getRealm().getId(),
                                        settings.getAlias(),
                                        pass.reached(),
                                        PAGE)))
                .orElse(List.of());
    }

    private static Optional<Trial> trial(KeycloakSession session, String provider, String user) {
        return settings(session, provider)
                .flatMap(settings -> link(session, settings, user)
                        .flatMap(link -> StoredGrant.of(user, link))
                        .map(grant -> new Trial(grant, NaverCalls.with(session, settings))));
    }

    private static Optional<FederatedIdentityModel> link(
            KeycloakSession session, IdentityProviderModel provider, String id) {
        RealmModel realm = session.getContext().getRealm();
        UserModel user = session.users().getUserById(realm, id);
        return user == null
                ? Optional.empty()
                : Optional.ofNullable(session.users().getFederatedIdentity(realm, user, provider.getAlias()));
    }

    /** Stores the new access token in place of the one that was tried. */
    private static boolean keep(KeycloakSession session, String provider, StoredGrant grant, NaverAnswer answer) {
        Optional<TokenAnswer> tokens = answer.tokensIfAny();
        Optional<FederatedIdentityModel> link = unchanged(session, provider, grant);
        if (tokens.isEmpty() || link.isEmpty()) {
            return false;
        }
        RealmModel realm = session.getContext().getRealm();
        link.get()
                .setToken(grant.stored()
                        .refreshed(tokens.get(), Time.currentTimeSeconds())
                        .text());
        session.users().updateFederatedIdentity(realm, session.users().getUserById(realm, grant.user()), link.get());
        return true;
    }

    private static boolean end(KeycloakSession session, String provider, StoredGrant grant) {
        if (unchanged(session, provider, grant).isEmpty()) {
            return false;
        }
        settings(session, provider)
                .ifPresent(
                        settings -> ProviderEndedLink.carryOut(session, settings, grant.externalId(), REASON, now()));
        return true;
    }

    /** The link, where it is still to the same person with the same token. */
    private static Optional<FederatedIdentityModel> unchanged(
            KeycloakSession session, String provider, StoredGrant grant) {
        return settings(session, provider)
                .flatMap(settings -> link(session, settings, grant.user()))
                .filter(link ->
                        StoredGrant.of(grant.user(), link).filter(grant::equals).isPresent());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }

    private <T> T in(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, work::apply);
    }

    private static <T> T sql(KeycloakSession session, ReturningWork<T> work) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(work);
    }

    /** A token, and how to ask about it without a Keycloak session. */
    private record Trial(StoredGrant grant, NaverCalls calls) {}
}
