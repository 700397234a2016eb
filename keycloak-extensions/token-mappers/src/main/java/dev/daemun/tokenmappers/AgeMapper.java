package dev.daemun.tokenmappers;

import java.time.Clock;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * The claims {@code age_over_14} and {@code age_over_19}, both booleans, from a birth date that itself stays in Keycloak.
 * No claim at all where the age is not certain. {@link KoreanAge} says how days are counted.
 *
 * <p>Fourteen is the age from which a person consents to the use of personal data alone (Personal Information Protection
 * Act article 22-2), nineteen the age of majority (Civil Act article 4).
 */
public final class AgeMapper extends ClaimMapper {

    private static final String DEFAULT_ATTRIBUTE = "birthdate";

    private final KoreanAge age;

    /** Called by Keycloak's provider loader. */
    public AgeMapper() {
        this(Clock.systemUTC());
    }

    AgeMapper(Clock clock) {
        super(
                "daemun-age-mapper",
                "Daemun Age",
                "Adds age_over_14 and age_over_19 as booleans, from a birth date that itself stays in Keycloak. Days are"
                        + " those of Seoul. Left out where the birth date is missing or not certain.",
                attributeProperty());
        this.age = new KoreanAge(clock);
    }

    private static ProviderConfigProperty attributeProperty() {
        return new ProviderConfigProperty(
                ProtocolMapperUtils.USER_ATTRIBUTE,
                "Birth date attribute",
                "User attribute with the birth date as yyyy-MM-dd, one value. Users should not be able to edit it"
                        + " themselves.",
                ProviderConfigProperty.USER_PROFILE_ATTRIBUTE_LIST_TYPE,
                DEFAULT_ATTRIBUTE);
    }

    @Override
    void addClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        // The console fills in the default, the admin REST API and a realm import do not.
        String configured = model.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE);
        String attribute = configured == null || configured.isBlank() ? DEFAULT_ATTRIBUTE : configured;
        List<String> birthDates =
                userSession.getUser().getAttributeStream(attribute).toList();
        age.years(birthDates).ifPresent(years -> {
            token.setOtherClaims("age_over_14", years >= 14);
            token.setOtherClaims("age_over_19", years >= 19);
        });
    }
}
