package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Services on the starter take {@code at+jwt} only, so a client that an administrator makes in the console must get it. */
class NewClientsGetTheTokenTypeOfServicesTest {
    private record Change(ClientPolicyEvent event, ClientRepresentation client) implements ClientCRUDContext {
        @Override
        public ClientPolicyEvent getEvent() {
            return event;
        }

        @Override
        public ClientRepresentation getProposedClientRepresentation() {
            return client;
        }
    }

    private static String typeAfter(ClientPolicyEvent event, ClientRepresentation client) {
        new AccessTokenType().executeOnEvent(new Change(event, client));
        return client.getAttributes() == null ? null : client.getAttributes().get(AccessTokenType.ATTRIBUTE);
    }

    private static ClientRepresentation client(String protocol) {
        ClientRepresentation client = new ClientRepresentation();
        client.setProtocol(protocol);
        return client;
    }

    @Test
    void whatNobodyHasSaidBecomesAtJwt() {
        assertThat(typeAfter(ClientPolicyEvent.REGISTER, client(null))).isEqualTo("true");
        ClientRepresentation withOthers = client("openid-connect");
        // As JSON libraries may give it, which nobody can add to.
        withOthers.setAttributes(Map.of("x", "y"));
        assertThat(typeAfter(ClientPolicyEvent.REGISTER, withOthers)).isEqualTo("true");
        assertThat(withOthers.getAttributes()).containsEntry("x", "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", ""})
    void whatSomebodyHasSaidStays(String said) {
        ClientRepresentation client = client("openid-connect");
        client.setAttributes(Map.of(AccessTokenType.ATTRIBUTE, said));
        assertThat(typeAfter(ClientPolicyEvent.REGISTER, client)).isEqualTo(said);
    }

    @Test
    void clientsOfOtherProtocolsAndClientsThatExistStayAsTheyAre() {
        assertThat(typeAfter(ClientPolicyEvent.REGISTER, client("saml"))).isNull();
        assertThat(typeAfter(ClientPolicyEvent.UPDATE, client("openid-connect")))
                .isNull();
        new AccessTokenType().executeOnEvent((ClientPolicyContext) () -> ClientPolicyEvent.TOKEN_REQUEST);
    }

    @Test
    void keycloakFindsItByItsName() {
        assertThat(ServiceLoader.load(ClientPolicyExecutorProviderFactory.class))
                .filteredOn(factory -> factory.getId().equals("daemun-access-token-type"))
                .singleElement()
                .satisfies(factory -> {
                    assertThat(factory.getHelpText()).contains("at+jwt");
                    assertThat(factory.create(null).getProviderId()).isEqualTo(factory.getId());
                });
    }
}
