package dev.daemun.brokering;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final List<String> calledFor = new ArrayList<>();
    private final UnlinkDelivery call =
            new UnlinkDelivery(new Recorded(), new FailureLog(Logger.getLogger(getClass()), "Unlinking"));

    @Test
    void whoIsLinkedAgainIsNotUnlinked() {
        linked.put("kakao 1001", fake(UserModel.class, Map.of()));
        assertThat(call.deliver(session(), row("1001"))).isEqualTo(OutboxDeliveryResult.delivered());
        assertThat(calledFor).isEmpty();
    }

    @Test
    void whoIsNotIsCalledFor() {
        linked.put("kakao 1002", fake(UserModel.class, Map.of()));
        assertThat(call.deliver(session(), row("1001"))).isEqualTo(OutboxDeliveryResult.delivered());
        assertThat(calledFor).containsExactly("kakao number 1001");
    }

    private static OutboxEntryEntity row(String id) {
        OutboxEntryEntity row = new OutboxEntryEntity();
        row.setRealmId("realm");
        row.setOwnerId("provider");
        row.setPayload("number " + id);
        return row;
    }

    private KeycloakSession session() {
        RealmModel realm = fake(RealmModel.class, Map.of());
        IdentityProviderModel kakao = new IdentityProviderModel();
        kakao.setAlias("kakao");
        kakao.setProviderId("kakao");
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

    private final class Recorded implements Unlinking {
        @Override
        public ProviderKind kind() {
            return new ProviderKind("kakao", "Kakao", "카카오");
        }

        @Override
        public Optional<String> payload(
                KeycloakSession session, IdentityProviderModel provider, FederatedIdentityModel link) {
            throw new AssertionError("Nothing is put into the queue here");
        }

        @Override
        public String externalId(String payload) {
            return payload.substring("number ".length());
        }

        @Override
        public OutboxDeliveryResult call(KeycloakSession session, IdentityProviderModel provider, String payload) {
            calledFor.add(provider.getAlias() + " " + payload);
            return OutboxDeliveryResult.delivered();
        }
    }
}
