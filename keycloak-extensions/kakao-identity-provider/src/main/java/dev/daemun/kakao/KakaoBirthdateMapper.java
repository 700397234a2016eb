package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
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

/** Joins Kakao's year and day of birth to one date, {@code yyyy-MM-dd}, in a user attribute. */
public final class KakaoBirthdateMapper extends AbstractIdentityProviderMapper {
    static final String PROVIDER_ID = "kakao-birthdate-mapper";
    static final String USER_ATTRIBUTE = "userAttribute";
    private static final String DEFAULT_ATTRIBUTE = "birthdate";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {KakaoIdentityProviderFactory.PROVIDER_ID};
    }

    @Override
    public String getDisplayCategory() {
        return "Attribute Importer";
    }

    @Override
    public String getDisplayType() {
        return "Kakao birth date";
    }

    @Override
    public String getHelpText() {
        return "Joins the year and the day of birth to one date. A lunar day, a leap month or a missing year gives no date,"
                + " and leaves the attribute as it is.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(USER_ATTRIBUTE)
                .label("User attribute name")
                .helpText("Where to keep the date, as yyyy-MM-dd. People should not be able to edit it.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue(DEFAULT_ATTRIBUTE)
                .add()
                .build();
    }

    @Override
    public boolean supportsSyncMode(IdentityProviderSyncMode syncMode) {
        return true;
    }

    @Override
    public void preprocessFederatedIdentity(
            KeycloakSession session,
            RealmModel realm,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        birthdate(context).ifPresent(date -> context.setUserAttribute(attribute(mapper), date.toString()));
    }

    @Override
    public void updateBrokeredUser(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            IdentityProviderMapperModel mapper,
            BrokeredIdentityContext context) {
        birthdate(context).ifPresent(date -> user.setSingleAttribute(attribute(mapper), date.toString()));
    }

    private static Optional<LocalDate> birthdate(BrokeredIdentityContext context) {
        return context.getContextData().get(AbstractJsonUserAttributeMapper.CONTEXT_JSON_NODE) instanceof JsonNode me
                ? Birthdate.in(me.path("kakao_account"))
                : Optional.empty();
    }

    private static String attribute(IdentityProviderMapperModel mapper) {
        String attribute = mapper.getConfig().get(USER_ATTRIBUTE);
        return attribute == null || attribute.isBlank() ? DEFAULT_ATTRIBUTE : attribute.trim();
    }
}
