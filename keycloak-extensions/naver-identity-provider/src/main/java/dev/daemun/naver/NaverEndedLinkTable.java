package dev.daemun.naver;

import dev.daemun.brokering.EndedLinkTableFactory;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;

/** Has Keycloak create the tables {@code DAEMUN_ENDED_NAVER_LINK} and {@code DAEMUN_NAVER_CHECK} in its database when it starts. */
public final class NaverEndedLinkTable extends EndedLinkTableFactory {
    public NaverEndedLinkTable() {
        super(NaverIdentityProviderConfig.KIND);
    }
}
