package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.VerifiedEmail;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;

/** A Kakao account in Keycloak's terms. */
final class KakaoIdentity {

    private KakaoIdentity() {}

    static BrokeredIdentityContext of(JsonNode me, IdentityProviderModel config) {
        KakaoAccount account;
        try {
            account = KakaoAccount.of(me);
        } catch (IllegalArgumentException e) {
            throw new KakaoRefusal("Kakao's /v2/user/me names nobody");
        }
        BrokeredIdentityContext context = new BrokeredIdentityContext(account.id(), config);
        // Keycloak stores a proof by mail under this id; without one the proof would count for any Kakao account.
        context.setBrokerUserId(config.getAlias() + "." + account.id());
        context.setUsername(account.username());
        context.setFirstName(account.nickname());
        if (account.verifiedEmail() != null) {
            VerifiedEmail.take(context, account.verifiedEmail());
        }
        return context;
    }
}
