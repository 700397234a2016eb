package dev.daemun.tokenmappers;

import static org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper.TOKEN_CLAIM_NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/** A claim whose name an administrator may change with {@code claim.name}. */
record ClaimName(String byDefault) {

    ProviderConfigProperty property() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addTokenClaimNameConfig(properties);
        ProviderConfigProperty property = properties.get(0);
        property.setDefaultValue(byDefault);
        return property;
    }

    /** Writes a text or an array of texts, an empty one included. */
    void write(IDToken token, ProtocolMapperModel model, Object value) {
        // Keycloak's helper drops an empty collection, and a jsonType.label or multivalued left in the model would
        // reshape the value. An array, and a model that says nothing but the name, pass through unchanged, while the
        // helper still guards the claims that belong to the token itself (iss, exp, jti, ...).
        ProtocolMapperModel nameOnly = new ProtocolMapperModel();
        nameOnly.setName(model.getName());
        nameOnly.setConfig(Map.of(TOKEN_CLAIM_NAME, of(model)));
        OIDCAttributeMapperHelper.mapClaim(token, nameOnly, value);
    }

    private String of(ProtocolMapperModel model) {
        // The console fills in the default, the admin REST API and a realm import do not.
        String configured = model.getConfig().get(TOKEN_CLAIM_NAME);
        return configured == null || configured.isBlank() ? byDefault : configured;
    }
}
