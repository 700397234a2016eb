package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * An action that ends access and so withdraws a user's tokens: a row of the revocation feed's table.
 *
 * @param reason the reason in the answer to a refused token
 * @param refreshable whether the session goes on, so that refreshing gives a token that is accepted
 * @param preparation what has to be set up before the user signs in; it returns the action itself
 */
record Withdrawal(String road, String reason, boolean refreshable, Preparation preparation) {
    /** A signed-in user with the tokens, and the realm as its administrator sees it. */
    record Situation(TestUser user, RealmResource realm, CodeFlow.Tokens tokens) {
        String sid() {
            return Claims.of(tokens.accessToken()).text("sid");
        }
    }

    @FunctionalInterface
    interface Preparation {
        Act prepare(TestUser user, RealmResource realm);
    }

    @FunctionalInterface
    interface Act {
        void withdraw(Situation situation);

        /** Restores the realm afterwards. */
        default void undo(RealmResource realm) {}
    }

    /** Those that end one user's access. */
    static List<Withdrawal> all() {
        return List.of(
                simple(
                        "log-out by refresh token",
                        "signed-out",
                        false,
                        now -> endpoint(
                                now, "logout", "refresh_token", now.tokens().refreshToken())),
                simple(
                        "RP-initiated log-out",
                        "signed-out",
                        false,
                        now -> logOutPage(now, "?id_token_hint=" + now.tokens().idToken())),
                simple(
                        "RP-initiated log-out with redirect",
                        "signed-out",
                        false,
                        now -> logOutPage(
                                now,
                                "?id_token_hint=" + now.tokens().idToken() + "&post_logout_redirect_uri="
                                        + TestRealm.webApp(now.user().platform().ports) + "/")),
                simple("log-out in the account console", "signed-out", false, Withdrawal::logOutInAccountConsole),
                simple(
                        "administrator logs the user out",
                        "signed-out-everywhere",
                        false,
                        now -> now.user().resource().logout()),
                simple(
                        "administrator removes the session",
                        "session-ended",
                        false,
                        now -> now.realm().deleteSession(now.sid(), false)),
                simple(
                        "access token handed back",
                        "token-revoked",
                        true,
                        now -> endpoint(now, "revoke", "token", now.tokens().accessToken())),
                simple(
                        "refresh token handed back",
                        "token-revoked",
                        false,
                        now -> endpoint(now, "revoke", "token", now.tokens().refreshToken())),
                simple("user disabled", "disabled", false, now -> enable(now, false)),
                simple("user disabled and enabled again", "disabled", true, now -> {
                    enable(now, false);
                    enable(now, true);
                }),
                new Withdrawal("locked out for good", "disabled", false, (user, realm) -> {
                    lockOut(realm, true);
                    return undoing(Withdrawal::guessPassword, back -> lockOut(back, false));
                }),
                simple(
                        "password reset by an administrator",
                        "password-changed",
                        true,
                        now -> now.user().resource().resetPassword(password())),
                simple(
                        "credential removed",
                        "credential-removed",
                        true,
                        now -> now.user()
                                .resource()
                                .removeCredential(now.user()
                                        .resource()
                                        .credentials()
                                        .get(0)
                                        .getId())),
                new Withdrawal("role taken away", "role-revoked", true, (user, realm) -> {
                    user.resource().roles().realmLevel().add(List.of(manager(realm)));
                    return now -> now.user().resource().roles().realmLevel().remove(List.of(manager(now.realm())));
                }),
                new Withdrawal("group left", "group-left", true, (user, realm) -> {
                    String group = managersGroup(user, realm);
                    return undoing(now -> now.user().resource().leaveGroup(group), back -> removeGroup(back, group));
                }),
                new Withdrawal("role removed from a group", "group-roles-changed", true, (user, realm) -> {
                    String group = managersGroup(user, realm);
                    return undoing(
                            now -> now.realm()
                                    .groups()
                                    .group(group)
                                    .roles()
                                    .realmLevel()
                                    .remove(List.of(manager(now.realm()))),
                            back -> removeGroup(back, group));
                }),
                new Withdrawal("group deleted", "group-deleted", true, (user, realm) -> {
                    String group = managersGroup(user, realm);
                    return now -> removeGroup(now.realm(), group);
                }),
                new Withdrawal("group moved away from one with roles", "group-moved", true, (user, realm) -> {
                    String above = managersGroup(null, realm);
                    GroupRepresentation child = group();
                    String below = CreatedResponseUtil.getCreatedId(
                            realm.groups().group(above).subGroup(child));
                    user.resource().joinGroup(below);
                    child.setId(below);
                    return undoing(now -> now.realm().groups().add(child).close(), back -> {
                        removeGroup(back, below);
                        removeGroup(back, above);
                    });
                }),
                new Withdrawal("role removed from a composite", "role-composites-changed", true, (user, realm) -> {
                    String composite = managersComposite(user, realm);
                    return undoing(
                            now -> now.realm().roles().get(composite).deleteComposites(List.of(manager(now.realm()))),
                            back -> back.roles().deleteRole(composite));
                }),
                new Withdrawal("composite role deleted", "role-deleted", true, (user, realm) -> {
                    String composite = managersComposite(user, realm);
                    return now -> now.realm().roles().deleteRole(composite);
                }),
                new Withdrawal("identity unlinked", "identity-unlinked", true, (user, realm) -> {
                    LinkedProvider provider = LinkedProvider.create(realm);
                    provider.link(user.resource());
                    return undoing(now -> provider.unlink(now.user().resource()), back -> provider.close());
                }));
    }

    /** Those that end access to one client, which must be the test's own. */
    static List<Withdrawal> ofAClient() {
        return List.of(
                simple(
                        "client disabled",
                        "client-updated",
                        false,
                        now -> changeClient(now, client -> client.setEnabled(false))),
                simple(
                        "client's not-before set",
                        "client-updated",
                        false,
                        now -> changeClient(
                                now, client -> client.setNotBefore((int) (System.currentTimeMillis() / 1_000) + 1))),
                simple(
                        "client deleted",
                        "client-deleted",
                        false,
                        now -> now.realm().clients().get(client(now).getId()).remove()));
    }

    /** Those that end everybody's access. */
    static List<Withdrawal> ofEverybody() {
        return List.of(
                simple(
                        "everyone logged out",
                        "everyone-signed-out",
                        false,
                        now -> now.realm().logoutAll()),
                new Withdrawal(
                        "realm's not-before set",
                        "realm-updated",
                        false,
                        (user, realm) -> undoing(
                                now -> notBefore(now.realm(), (int) (System.currentTimeMillis() / 1_000)),
                                back -> notBefore(back, 0))));
    }

    /**
     * Waits until new tokens are good again after a withdrawal that concerns everybody, which also refuses those issued
     * within the services' clock margin of a second. Otherwise the tokens of the next test might be refused.
     */
    static void awaitGoodTokensForEverybody() {
        long now = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > now + 1);
    }

    /** Removes an identity provider, which ends everybody's access, and waits until new tokens are good again. */
    static void removeProvider(RealmResource realm, String alias) {
        realm.identityProviders().get(alias).remove();
        awaitGoodTokensForEverybody();
    }

    /** A new client with the web app's settings, which the test has still to create in the realm. */
    static ClientRepresentation clientLikeTheWebApp(RealmResource realm) {
        ClientRepresentation client =
                realm.clients().findByClientId("sample-web-app").get(0);
        client.setId(null);
        client.setClientId("client-" + UUID.randomUUID());
        client.setProtocolMappers(null);
        return client;
    }

    @Override
    public String toString() {
        return road;
    }

    private static Withdrawal simple(String road, String reason, boolean refreshable, Act act) {
        return new Withdrawal(road, reason, refreshable, (user, realm) -> act);
    }

    private static Act undoing(Act act, Consumer<RealmResource> undo) {
        return new Act() {
            @Override
            public void withdraw(Situation situation) {
                act.withdraw(situation);
            }

            @Override
            public void undo(RealmResource realm) {
                undo.accept(realm);
            }
        };
    }

    private static void endpoint(Situation now, String path, String parameter, String token) {
        Call.Answer answer = now.user()
                .platform()
                .callRealm("/protocol/openid-connect/" + path)
                .postForm(Map.of("client_id", "sample-web-app", parameter, token));
        assertThat(answer.status()).isBetween(200, 204);
    }

    private static void logOutPage(Situation now, String query) {
        assertThat(now.user()
                        .platform()
                        .callRealm("/protocol/openid-connect/logout" + query)
                        .get()
                        .status())
                .isBetween(200, 302);
    }

    private static void logOutInAccountConsole(Situation now) {
        TestPlatform platform = now.user().platform();
        String console = platform.keycloak.issuer() + "/account/";
        CodeFlow.Tokens own = new CodeFlow(platform.keycloak.issuer(), "account-console", console, "openid")
                .signIn(now.user().login());
        assertThat(Call.to(console + "sessions/" + now.sid())
                        .bearer(own.accessToken())
                        .header("Accept", "application/json")
                        .delete()
                        .status())
                .isEqualTo(204);
    }

    private static void enable(Situation now, boolean enabled) {
        UserRepresentation user = now.user().resource().toRepresentation();
        user.setEnabled(enabled);
        now.user().resource().update(user);
    }

    private static void lockOut(RealmResource realm, boolean permanent) {
        RealmRepresentation changed = realm.toRepresentation();
        changed.setPermanentLockout(permanent);
        changed.setFailureFactor(permanent ? 1 : 10);
        realm.update(changed);
    }

    private static void guessPassword(Situation now) {
        assertThatThrownBy(() -> now.user()
                        .platform()
                        .webApp("openid")
                        .signIn(new Login(now.user().login().username(), "a guess")))
                .isInstanceOf(PlatformException.class);
    }

    private static CredentialRepresentation password() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("a-password-" + UUID.randomUUID());
        return password;
    }

    private static RoleRepresentation manager(RealmResource realm) {
        return realm.roles().get("order-manager").toRepresentation();
    }

    /** Gives the user a new role that brings order-manager along, and returns its name. */
    private static String managersComposite(TestUser user, RealmResource realm) {
        String name = "role-" + UUID.randomUUID();
        realm.roles().create(new RoleRepresentation(name, "", false));
        realm.roles().get(name).addComposites(List.of(manager(realm)));
        user.resource().roles().realmLevel().add(List.of(realm.roles().get(name).toRepresentation()));
        return name;
    }

    private static GroupRepresentation group() {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("group-" + UUID.randomUUID());
        return group;
    }

    /** Creates a group with the role order-manager and returns its id; the member may be null. */
    private static String managersGroup(TestUser member, RealmResource realm) {
        String id = CreatedResponseUtil.getCreatedId(realm.groups().add(group()));
        realm.groups().group(id).roles().realmLevel().add(List.of(manager(realm)));
        if (member != null) {
            member.resource().joinGroup(id);
        }
        return id;
    }

    private static void removeGroup(RealmResource realm, String id) {
        realm.groups().group(id).remove();
    }

    private static ClientRepresentation client(Situation now) {
        String clientId = Claims.of(now.tokens().accessToken()).text("azp");
        return now.realm().clients().findByClientId(clientId).get(0);
    }

    private static void changeClient(Situation now, Consumer<ClientRepresentation> change) {
        ClientRepresentation client = client(now);
        change.accept(client);
        now.realm().clients().get(client.getId()).update(client);
    }

    private static void notBefore(RealmResource realm, int epochSecond) {
        RealmRepresentation changed = realm.toRepresentation();
        changed.setNotBefore(epochSecond);
        realm.update(changed);
    }
}
