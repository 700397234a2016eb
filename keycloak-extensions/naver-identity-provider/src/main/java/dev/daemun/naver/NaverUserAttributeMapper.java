package dev.daemun.naver;

import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;

/** Puts any field of Naver's profile into a user attribute as it is, named as in {@code response}. The README lists them all. */
public final class NaverUserAttributeMapper extends AbstractJsonUserAttributeMapper {
    static final String PROVIDER_ID = "naver-user-attribute-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {NaverIdentityProviderConfig.PROVIDER_ID};
    }

    @Override
    public String getDisplayType() {
        return "Naver profile field";
    }

    @Override
    public String getHelpText() {
        return "Puts a field of Naver's profile into a user attribute: nickname, name, email, gender (F, M, U), age"
                + " (20-29), birthday (MM-DD), birthyear, mobile, profile_image. A masked nickname stays masked.";
    }
}
