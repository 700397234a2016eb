package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
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

/** Puts what can be made out of several fields of a {@code kakao_account}, or of one in an odd form, into a user attribute. */
abstract class KakaoDerivedAttributeMapper extends AbstractIdentityProviderMapper {
    static final String USER_ATTRIBUTE = "userAttribute";

    /** The attribute where the administrator names none. */
    abstract String defaultAttribute();

    /** What to keep; with nothing the attribute stays as it is. */
    abstract Optional<String> value(JsonNode account);

    @Override
    public final String[] getCompatibleProviders() {
        return new String[] {KakaoIdentityProviderConfig.PROVIDER_ID};
    }

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
        return context.getContextData().get(AbstractJsonUserAttributeMapper.CONTEXT_JSON_NODE) instanceof JsonNode me
                ? value(me.path("kakao_account"))
                : Optional.empty();
    }

    private String attribute(IdentityProviderMapperModel mapper) {
        String attribute = mapper.getConfig().get(USER_ATTRIBUTE);
        return attribute == null || attribute.isBlank() ? defaultAttribute() : attribute.trim();
    }
}
