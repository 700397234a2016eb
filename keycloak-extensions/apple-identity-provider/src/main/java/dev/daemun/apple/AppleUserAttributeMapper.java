package dev.daemun.apple;

import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;

/** Puts a claim of Apple's ID token into a user attribute, named by the claim, such as {@code is_private_email}. */
public final class AppleUserAttributeMapper extends AbstractJsonUserAttributeMapper {
    static final String PROVIDER_ID = "apple-user-attribute-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {AppleIdentityProviderConfig.PROVIDER_ID};
    }

    @Override
    public String getDisplayType() {
        return "Apple claim";
    }

    @Override
    public String getHelpText() {
        return "Puts a claim of Apple's ID token into a user attribute: is_private_email, real_user_status, email,"
                + " email_verified, sub.";
    }
}
