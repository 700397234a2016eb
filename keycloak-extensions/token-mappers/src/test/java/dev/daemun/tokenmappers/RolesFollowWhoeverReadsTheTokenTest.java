package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class RolesFollowWhoeverReadsTheTokenTest {

    @Test
    void anAccessTokenIsReadByItsAudienceNotByTheClientThatCarriesIt() {
        AccessToken token = new AccessToken();
        token.audience("orders", "billing");

        assertThat(Audience.of(token, "web", null)).containsExactly("orders", "billing");
    }

    @Test
    void anIdTokenIsReadByItsClientEvenInATokenExchange() {
        IDToken token = new IDToken();
        token.audience("web");

        assertThat(Audience.of(token, "web", null)).containsExactly("web");
        assertThat(Audience.of(token, "web", Set.of("orders"))).containsExactly("web");
    }

    @Test
    void whatHasNoAudienceIsReadByItsClient() {
        assertThat(Audience.of(new AccessToken(), "web", null)).containsExactly("web");
        assertThat(Audience.of(new AccessToken(), "web", Set.of("orders"))).containsExactly("web");
    }

    @Test
    void anExchangedTokenIsReadOnlyByTheServicesAskedFor() {
        AccessToken token = new AccessToken();
        token.audience("orders", "billing");

        assertThat(Audience.of(token, "web", Set.of("orders", "shipping"))).containsExactly("orders");
        assertThat(Audience.of(token, "web", Set.of("shipping"))).isEmpty();
    }
}
