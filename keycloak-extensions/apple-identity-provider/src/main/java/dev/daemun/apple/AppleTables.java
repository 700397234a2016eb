package dev.daemun.apple;

import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.brokering.EndedLinkTableFactory;

/** Has Keycloak create {@code DAEMUN_ENDED_APPLE_LINK} and {@code DAEMUN_KEPT_APPLE_NAME} in its database when it starts. */
public final class AppleTables extends EndedLinkTableFactory {
    public AppleTables() {
        super(AppleIdentityProviderConfig.KIND);
    }
}
