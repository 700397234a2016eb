package dev.daemun.kakao;

import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;

/**
 * Puts any field of Kakao's {@code /v2/user/me} answer into a user attribute, named by its path, such as
 * {@code kakao_account.gender} or {@code kakao_account.profile.profile_image_url}.
 */
public final class KakaoUserAttributeMapper extends AbstractJsonUserAttributeMapper {
    static final String PROVIDER_ID = "kakao-user-attribute-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {KakaoIdentityProviderFactory.PROVIDER_ID};
    }
}
