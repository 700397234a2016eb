package dev.daemun.brokering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.AbstractIdentityProviderMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Puts what can be made out of several fields of a provider's answer, or of one in an odd form, into a user attribute. */
public abstract class DerivedAttributeMapper extends AbstractIdentityProviderMapper {
    /** Name of the setting with the attribute's name. */
    public static final String USER_ATTRIBUTE = "userAttribute";

    /** The attribute where the administrator names none. */
    protected abstract String defaultAttribute();

    /** What to keep of the answer; with nothing the attribute stays as it is. */
    protected abstract Optional<String> value(JsonNode answer);

    @Override
    public final String getDisplayCategory() {
        return "Attribute Importer";
    }

    @Override
    public final List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(USER_ATTRIBUTE)
                .label("User attribute name")
                .helpText("Where to keep it. People should not be able to edit it.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(defaultAttribute())
                .add()
                .build();
    }

    @Override
    public final boolean supportsSyncMode(IdentityProviderSyncMode syncMode) {
        return true;
    }

    @Override
    public final void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        value(context).ifPresent(value -> context.setUserAttribute(attribute(mapper), value));
    }

    @Override
    public final void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        value(context).ifPresent(value -> user.setSingleAttribute(attribute(mapper), value));
    }

    private Optional<String> value(BrokeredIdentityContext context) {
        return context.getContextData().get(AbstractJsonUserAttributeMapper.CONTEXT_JSON_NODE)
                        instanceof JsonNode answer
                ? value(answer)
                : Optional.empty();
    }

    private String attribute(IdentityProviderMapperModel mapper) {
        String attribute = mapper.getConfig().get(USER_ATTRIBUTE);
        return attribute == null || attribute.isBlank() ? defaultAttribute() : attribute.trim();
    }
}
