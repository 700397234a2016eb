package dev.daemun.brokering;

import java.util.Locale;
import org.keycloak.models.IdentityProviderModel;

/**
 * A kind of identity provider, such as Kakao.
 *
 * @param id Keycloak's name for it, in small letters; threads, queues and tables are named by it
 * @param name as people write it in English
 * @param koreanName as people write it in Korean
 */
public record ProviderKind(String id, String name, String koreanName) {
    /** Whether these are settings of such a provider. */
    public boolean has(IdentityProviderModel provider) {
        return provider != null && id.equals(provider.getProviderId());
    }

    /** The key of the message that nobody was signed in, which the provider's jar has in each language. */
    public String signInFailed() {
        return id + "SignInFailed";
    }

    /** The key of the message that the person must first sign in or agree at the provider. */
    public String needsThePerson() {
        return id + "NeedsThePerson";
    }

    String upperCaseId() {
        return id.toUpperCase(Locale.ROOT);
    }
}
