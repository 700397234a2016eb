package dev.daemun.kakao;

import dev.daemun.brokering.EndedLinkTableFactory;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;

/** Has Keycloak create the table {@code DAEMUN_ENDED_KAKAO_LINK} in its database when it starts. */
public final class KakaoEndedLinkTable extends EndedLinkTableFactory {
    public KakaoEndedLinkTable() {
        super(KakaoIdentityProviderConfig.KIND);
    }
}
