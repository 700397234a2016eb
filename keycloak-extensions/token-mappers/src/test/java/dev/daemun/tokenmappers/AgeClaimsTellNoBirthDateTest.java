package dev.daemun.tokenmappers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.representations.IDToken;

class AgeClaimsTellNoBirthDateTest {

    // 10 May 2026 has just begun in Seoul.
    private final AgeMapper mapper = new AgeMapper(Clock.fixed(Instant.parse("2026-05-09T15:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "2012-05-11, false, false",
        "2012-05-10, true, false",
        "2007-05-11, true, false",
        "2007-05-10, true, true",
    })
    void twoBooleansAreAllThatIsTold(String birthDate, boolean over14, boolean over19) {
        Map<String, Object> claims = claims(Map.of("birthdate", List.of(birthDate)), Map.of());

        assertThat(claims).containsOnly(entry("age_over_14", over14), entry("age_over_19", over19));
    }

    @Test
    void nothingIsToldWhereTheDateIsNotCertain() {
        assertThat(claims(Map.of(), Map.of())).isEmpty();
        assertThat(claims(Map.of("birthdate", List.of("1990")), Map.of())).isEmpty();
        assertThat(claims(Map.of("birthdate", List.of("1990-01-01", "2020-01-01")), Map.of()))
                .isEmpty();
    }

    @Test
    void anotherAttributeIsReadInsteadOfTheDefaultNotBesideIt() {
        Map<String, List<String>> both =
                Map.of("birthdate", List.of("1990-01-01"), "verified_birth", List.of("2020-01-01"));

        assertThat(claims(both, Map.of("user.attribute", "verified_birth"))).containsEntry("age_over_19", false);
        assertThat(claims(both, Map.of("user.attribute", "absent"))).isEmpty();
        assertThat(claims(both, Map.of("user.attribute", " "))).containsEntry("age_over_19", true);
    }

    private Map<String, Object> claims(Map<String, List<String>> attributes, Map<String, String> config) {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(config);
        IDToken token = new IDToken();
        mapper.addClaim(token, model, Fakes.sessionOf(attributes), null, null);
        return token.getOtherClaims();
    }
}
