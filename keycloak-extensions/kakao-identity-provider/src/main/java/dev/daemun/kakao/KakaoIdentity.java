package dev.daemun.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.UserModel;

/** A Kakao account in Keycloak's terms. */
final class KakaoIdentity {

    private static final String VERIFIED_EMAIL = "kakao.verified_email";

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
            context.setEmail(account.verifiedEmail());
            context.getContextData().put(VERIFIED_EMAIL, account.verifiedEmail());
        }
        return context;
    }

    /**
     * Marks the address the user is about to get. Keycloak calls this before it sets the address.
     *
     * <p>Only the address that Kakao verified is trusted, since the person may have typed another one meanwhile.
     */
    static void markEmail(UserModel user, BrokeredIdentityContext context) {
        String email = context.getEmail();
        if (email == null) {
            return;
        }
        Object verified = context.getContextData().get(VERIFIED_EMAIL);
        if (verified != null && email.equalsIgnoreCase(verified.toString())) {
            user.setEmailVerified(true);
        } else if (!email.equalsIgnoreCase(user.getEmail())) {
            user.setEmailVerified(false);
        }
    }
}
