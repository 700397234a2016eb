package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** A token with every role of a person opens what its client has nothing to do with; without any, the console opens nothing. */
class OnlyTheAdminConsoleKeepsFullScopeTest {
    private static final String CONSOLE = "security-admin-console";

    private record Change(ClientPolicyEvent event, ClientModel target, ClientRepresentation client)
            implements ClientCRUDContext {
        @Override
        public ClientPolicyEvent getEvent() {
            return event;
        }

        @Override
        public ClientModel getTargetClient() {
            return target;
        }

        @Override
        public ClientRepresentation getProposedClientRepresentation() {
            return client;
        }
    }

    private static Boolean fullScopeAfter(ClientPolicyEvent event, String target, String named, Boolean asked) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(named);
        client.setFullScopeAllowed(asked);
        new NoFullScope().executeOnEvent(new Change(event, target == null ? null : named(target), client));
        return client.isFullScopeAllowed();
    }

    private static ClientModel named(String clientId) {
        return (ClientModel) Proxy.newProxyInstance(
                ClientModel.class.getClassLoader(), new Class<?>[] {ClientModel.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getClientId");
                    return clientId;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "account-console", "admin-cli", "security-admin-console-2"})
    void everyOtherClientLosesIt(String clientId) {
        for (Boolean asked : new Boolean[] {true, null}) {
            assertThat(fullScopeAfter(ClientPolicyEvent.UPDATE, clientId, clientId, asked))
                    .isFalse();
            assertThat(fullScopeAfter(ClientPolicyEvent.REGISTER, null, clientId, asked))
                    .isFalse();
        }
    }

    @Test
    void whoeverTakesTheConsolesNameLosesItToo() {
        assertThat(fullScopeAfter(ClientPolicyEvent.REGISTER, null, CONSOLE, true))
                .isFalse();
        assertThat(fullScopeAfter(ClientPolicyEvent.UPDATE, "shop", CONSOLE, true))
                .isFalse();
    }

    @Test
    void theConsoleHasWhatTheAdministratorSays() {
        assertThat(fullScopeAfter(ClientPolicyEvent.UPDATE, CONSOLE, CONSOLE, true))
                .isTrue();
        assertThat(fullScopeAfter(ClientPolicyEvent.UPDATE, CONSOLE, CONSOLE, null))
                .isNull();
        assertThat(fullScopeAfter(ClientPolicyEvent.UPDATE, CONSOLE, CONSOLE, false))
                .isFalse();
    }

    @Test
    void whatChangesNoClientChangesNothing() {
        assertThat(fullScopeAfter(ClientPolicyEvent.VIEW, "shop", "shop", true)).isTrue();
        new NoFullScope().executeOnEvent((ClientPolicyContext) () -> ClientPolicyEvent.TOKEN_REQUEST);
    }

    @Test
    void keycloakFindsItByItsName() {
        assertThat(ServiceLoader.load(ClientPolicyExecutorProviderFactory.class))
                .filteredOn(factory -> factory.getId().equals("daemun-no-full-scope"))
                .singleElement()
                .satisfies(factory -> {
                    assertThat(factory.getHelpText()).contains("full scope");
                    assertThat(factory.create(null).getProviderId()).isEqualTo(factory.getId());
                });
    }
}
