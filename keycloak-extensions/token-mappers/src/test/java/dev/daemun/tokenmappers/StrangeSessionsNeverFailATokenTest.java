package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class StrangeSessionsNeverFailATokenTest {

    private static final Map<String, String> EVERYWHERE =
            Map.of("id.token.claim", "true", "userinfo.token.claim", "true", "introspection.token.claim", "true");

    static Stream<ClaimMapper> mappers() {
        return Stream.of(new RolesMapper(), new IdpMapper(), new AgeMapper());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void withoutUserSession(ClaimMapper mapper) {
        assertNoClaim(mapper, null, Fakes.contextWithoutClientSession());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void withoutUser(ClaimMapper mapper) {
        assertNoClaim(mapper, Fakes.sessionWithoutUser(), Fakes.contextWithoutClientSession());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void withoutClientSession(ClaimMapper mapper) {
        UserSessionModel adult = Fakes.sessionOf(Map.of("birthdate", List.of("1990-05-10")));

        assertNoClaim(mapper, adult, Fakes.contextWithoutClientSession());
        assertNoClaim(mapper, adult, null);
    }

    private static void assertNoClaim(ClaimMapper mapper, UserSessionModel userSession, ClientSessionContext context) {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(EVERYWHERE);

        IDToken idToken = mapper.transformIDToken(new IDToken(), model, null, userSession, context);
        AccessToken userInfo = mapper.transformUserInfoToken(new AccessToken(), model, null, userSession, context);
        AccessToken answer = mapper.transformIntrospectionToken(new AccessToken(), model, null, userSession, context);

        assertThat(idToken.getOtherClaims()).isEmpty();
        assertThat(userInfo.getOtherClaims()).isEmpty();
        assertThat(answer.getOtherClaims()).isEmpty();
    }
}
