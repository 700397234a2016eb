package dev.daemun.naver.tokens;

import dev.daemun.brokering.ProviderRefusal;
import dev.daemun.naver.settings.NaverIdentityProviderConfig;

/** Naver answered with an error, or with something that its documentation does not describe. */
public final class NaverRefusal extends ProviderRefusal {
    private static final long serialVersionUID = 1L;

    /** @param what one sentence without anything secret or personal */
    public NaverRefusal(String what) {
        super(NaverIdentityProviderConfig.KIND, what);
    }
}
