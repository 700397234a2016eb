package dev.daemun.kakao.unlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.keycloak.events.outbox.OutboxDeliveryResult;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;

/** The account was deleted, Kakao could not be reached, and the person has signed up again meanwhile. */
class ALateUnlinkEndsNoNewLinkTest {
    private final Map<String, UserModel> linked = new HashMap<>();
    private final UnlinkCall call = new UnlinkCall(new FailureLog(Logger.getLogger(getClass()), "Unlinking"));

    @Test
    void whoIsLinkedAgainIsNotUnlinked() {
        linked.put("kakao 1001", fake(UserModel.class, Map.of()));
        assertThat(call.deliver(session(), row("1001"))).isEqualTo(OutboxDeliveryResult.delivered());
    }

    @Test
    void whoIsNotIsCalledFor() {
        linked.put("kakao 1002", fake(UserModel.class, Map.of()));
        assertThatThrownBy(() -> call.deliver(session(), row("1001"))).hasMessage("Not expected to be asked for vault");
    }

    private static OutboxEntryEntity row(String kakaoId) {
        OutboxEntryEntity row = new OutboxEntryEntity();
        row.setRealmId("realm");
        row.setOwnerId("provider");
        row.setPayload(kakaoId);
        return row;
    }

    private KeycloakSession session() {
        RealmModel realm = fake(RealmModel.class, Map.of());
        IdentityProviderModel kakao = new IdentityProviderModel();
        kakao.setAlias("kakao");
        kakao.setProviderId("kakao");
        kakao.getConfig().put("adminKey", "a-key");
        return fake(
                KeycloakSession.class,
                Map.of(
                        "realms",
                        none -> fake(RealmProvider.class, Map.of("getRealm", id -> realm)),
                        "getContext",
                        none -> fake(KeycloakContext.class, Map.of("setRealm", set -> null)),
                        "identityProviders",
                        none -> fake(IdentityProviderStorageProvider.class, Map.of("getById", id -> kakao)),
                        "users",
                        none -> fake(UserProvider.class, Map.of("getUserByFederatedIdentity", arguments -> {
                            FederatedIdentityModel link = (FederatedIdentityModel) arguments[1];
                            return linked.get(link.getIdentityProvider() + " " + link.getUserId());
                        }))));
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new AssertionError("Not expected to be asked for " + method.getName());
                    }
                    return answer.apply(arguments);
                }));
    }
}
