package dev.daemun.safelinking;

import java.util.function.BiConsumer;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.broker.provider.IdentityProviderMapperSyncModeDelegate;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What Keycloak's {@code IdentityBrokerService#afterFirstBrokerLogin} does with an account once the link is there. */
record NewLink(AuthenticationFlowContext flow, BrokeredIdentityContext person, UserModel user) {

    /** @param isNew whether the account was created for this link, or existed before */
    void complete(boolean isNew) {
        KeycloakSession session = flow.getSession();
        RealmModel realm = flow.getRealm();
        grantReadTokenRole(realm);
        if (isNew) {
            person.getIdp().importNewUser(session, realm, user, person);
            forEachMapper((mapper, model) -> mapper.importNewUser(session, realm, user, model, person));
            person.getIdp().updateBrokeredUser(session, realm, user, person);
            event(EventType.REGISTER)
                    .detail(Details.REGISTER_METHOD, "broker")
                    .detail(Details.EMAIL, user.getEmail())
                    .success();
        } else {
            event(EventType.FEDERATED_IDENTITY_LINK).success();
            person.getIdp().updateBrokeredUser(session, realm, user, person);
            forEachMapper((mapper, model) -> IdentityProviderMapperSyncModeDelegate.delegateUpdateBrokeredUser(
                    session, realm, user, model, person, mapper));
        }
    }

    private void forEachMapper(BiConsumer<IdentityProviderMapper, IdentityProviderMapperModel> work) {
        KeycloakSession session = flow.getSession();
        session.identityProviders()
                .getMappersByAliasStream(person.getIdpConfig().getAlias())
                .toList()
                .forEach(model -> work.accept(
                        (IdentityProviderMapper) session.getKeycloakSessionFactory()
                                .getProviderFactory(IdentityProviderMapper.class, model.getIdentityProviderMapper()),
                        model));
    }

    private void grantReadTokenRole(RealmModel realm) {
        ClientModel broker = Boolean.TRUE.equals(person.getIdpConfig().isAddReadTokenRoleOnCreate())
                ? realm.getClientByClientId(Constants.BROKER_SERVICE_CLIENT_ID)
                : null;
        RoleModel role = broker == null ? null : broker.getRole(Constants.READ_TOKEN_ROLE);
        if (role != null) {
            user.grantRole(role);
        }
    }

    private EventBuilder event(EventType type) {
        return flow.getEvent()
                .clone()
                .event(type)
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(Details.IDENTITY_PROVIDER, person.getIdpConfig().getAlias())
                .detail(Details.IDENTITY_PROVIDER_USERNAME, person.getUsername())
                .removeDetail(Details.AUTH_METHOD);
    }
}
