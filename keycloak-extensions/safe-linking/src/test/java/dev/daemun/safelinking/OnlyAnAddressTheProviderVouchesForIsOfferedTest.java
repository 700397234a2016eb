package dev.daemun.safelinking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.oidc.OIDCIdentityProvider;
import org.keycloak.broker.provider.AbstractIdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.sessions.AuthenticationSessionModel;

class OnlyAnAddressTheProviderVouchesForIsOfferedTest {
    private static final String ADDRESS = "dana@example.com";

    @ParameterizedTest
    @ValueSource(strings = {"saml", "oauth2", "oidc", "kakao", "github", "google"})
    void onlyWhereTheAdministratorTrustsTheProvidersAddresses(String provider) {
        assertThat(VerifiedAddress.isIn(remembered(person(provider, true)))).isTrue();
        assertThat(VerifiedAddress.isIn(remembered(person(provider, false)))).isFalse();
    }

    @Test
    void notWhereTheSettingIsAbsent() {
        IdentityProviderModel config = new IdentityProviderModel();
        config.setEnabled(true);
        BrokeredIdentityContext person = new BrokeredIdentityContext("1", config);
        person.setUsername("dana");
        person.setEmail(ADDRESS);
        assertThat(VerifiedAddress.isIn(remembered(person))).isFalse();
    }

    @Test
    void notOneThatThePersonTyped() {
        BrokeredIdentityContext person = remembered(person("kakao", true));
        person.setEmail("stranger@example.com");
        assertThat(VerifiedAddress.isIn(person)).isFalse();

        // The flow starts over, and its first step runs again.
        ProviderAddress.remember(person);
        assertThat(VerifiedAddress.isIn(person)).isFalse();
    }

    @Test
    void notOneThatWasTypedWhereTheProviderGaveNone() {
        BrokeredIdentityContext person = person("kakao", true);
        person.setEmail(null);
        ProviderAddress.remember(person);
        person.setEmail(ADDRESS);
        ProviderAddress.remember(person);
        assertThat(VerifiedAddress.isIn(person)).isFalse();
    }

    @Test
    void noneThatNobodyRemembered() {
        assertThat(VerifiedAddress.isIn(person("saml", true))).isFalse();
    }

    @Test
    void noneIsNoReasonToFail() {
        BrokeredIdentityContext person = person("kakao", true);
        person.setEmail(null);
        assertThat(VerifiedAddress.isIn(remembered(person))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "dana@example.com, true, true",
        "DANA@example.com, true, true",
        "dana@example.com, false, false",
        "dana@example.com, , false",
        "another@example.com, true, false",
        ", true, false"
    })
    void anIdTokenMustAgree(String claimed, String verified, boolean offered) {
        BrokeredIdentityContext person = remembered(person("google", true));
        JsonWebToken token = new JsonWebToken();
        token.getOtherClaims().put(IDToken.EMAIL, claimed);
        token.getOtherClaims().put(IDToken.EMAIL_VERIFIED, verified);
        person.getContextData().put(OIDCIdentityProvider.VALIDATED_ID_TOKEN, token);
        assertThat(VerifiedAddress.isIn(person)).isEqualTo(offered);
    }

    /** CVE-2026-82968: Keycloak's proof by mail takes two missing usernames for one. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void noneOfAnIdentityWithoutAUsername(String username) {
        BrokeredIdentityContext person = remembered(person("oidc", true));
        person.setUsername(username);
        assertThat(VerifiedAddress.isIn(person)).isFalse();
    }

    /** The mark of Keycloak's review page is cleared when the flow starts over, and the typed address stays. */
    @ParameterizedTest
    @CsvSource({"stranger@example.com, true", "DANA@example.com, false", ", false"})
    void aTypedAddressIsNeverVerifiedByTheProviderHoweverOftenTheFlowStartsOver(String typed, boolean replaced) {
        BrokeredIdentityContext person = remembered(person("google", true));
        person.setEmail(typed);
        Map<String, String> notes = new HashMap<>();
        ProviderAddress.markWhereReplaced(person, notes(notes));
        assertThat(notes)
                .isEqualTo(replaced ? Map.of(AbstractIdentityProvider.UPDATE_PROFILE_EMAIL_CHANGED, "true") : Map.of());
    }

    @Test
    void norWhereTheProviderGaveNone() {
        BrokeredIdentityContext person = person("google", true);
        person.setEmail(null);
        ProviderAddress.remember(person);
        person.setEmail("stranger@example.com");
        Map<String, String> notes = new HashMap<>();
        ProviderAddress.markWhereReplaced(person, notes(notes));
        assertThat(notes).containsEntry(AbstractIdentityProvider.UPDATE_PROFILE_EMAIL_CHANGED, "true");
    }

    private static AuthenticationSessionModel notes(Map<String, String> notes) {
        return Fakes.fake(
                AuthenticationSessionModel.class,
                Map.of("setAuthNote", arguments -> notes.put((String) arguments[0], (String) arguments[1])));
    }

    private static BrokeredIdentityContext person(String provider, boolean trustEmail) {
        IdentityProviderModel config = new IdentityProviderModel();
        config.setEnabled(true);
        config.setProviderId(provider);
        config.setTrustEmail(trustEmail);
        BrokeredIdentityContext person = new BrokeredIdentityContext("1", config);
        person.setUsername("dana");
        person.setEmail(ADDRESS);
        return person;
    }

    private static BrokeredIdentityContext remembered(BrokeredIdentityContext person) {
        ProviderAddress.remember(person);
        return person;
    }
}
