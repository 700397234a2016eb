package dev.daemun.kakao;

import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;

/**
 * Puts any field of Kakao's {@code /v2/user/me} answer into a user attribute, named by its path, such as
 * {@code kakao_account.gender} or {@code kakao_account.profile.profile_image_url}. The README lists them all.
 */
public final class KakaoUserAttributeMapper extends AbstractJsonUserAttributeMapper {
    static final String PROVIDER_ID = "kakao-user-attribute-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {KakaoIdentityProviderConfig.PROVIDER_ID};
    }

    @Override
    public String getDisplayType() {
        return "Kakao profile field";
    }

    @Override
    public String getHelpText() {
        return "Puts a field of Kakao's answer into a user attribute, by its path: kakao_account.name,"
                + " kakao_account.gender, kakao_account.age_range, kakao_account.birthyear, kakao_account.birthday,"
                + " kakao_account.profile.nickname, kakao_account.profile.profile_image_url,"
                + " kakao_account.profile.thumbnail_image_url, connected_at, properties.<yours>.";
    }
}
