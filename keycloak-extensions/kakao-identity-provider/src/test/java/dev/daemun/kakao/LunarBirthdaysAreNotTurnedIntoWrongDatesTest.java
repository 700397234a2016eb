package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.oidc.mappers.AbstractJsonUserAttributeMapper;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.IdentityProviderModel;

class LunarBirthdaysAreNotTurnedIntoWrongDatesTest {
    private static final String SOLAR = "{\"birthyear\":\"2002\",\"birthday\":\"1130\",\"birthday_type\":\"SOLAR\"}";

    @Test
    void aSolarDayIsADate() throws JsonProcessingException {
        assertThat(Birthdate.in(json(SOLAR))).map(Object::toString).contains("2002-11-30");
        assertThat(Birthdate.in(json("{\"birthyear\":\"2004\",\"birthday\":\"0229\",\"birthday_type\":\"SOLAR\"}")))
                .map(Object::toString)
                .contains("2004-02-29");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"birthyear\":\"2002\",\"birthday\":\"1130\",\"birthday_type\":\"LUNAR\"}",
                "{\"birthyear\":\"2002\",\"birthday\":\"1130\",\"birthday_type\":\"SOLAR\",\"is_leap_month\":true}",
                "{\"birthyear\":\"2002\",\"birthday\":\"1130\"}",
                "{\"birthday\":\"1130\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear\":\"2002\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear\":\"2003\",\"birthday\":\"0229\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear\":\"2002\",\"birthday\":\"1331\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear\":\"2002\",\"birthday\":\"11-30\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear\":\"٢٠٠٢\",\"birthday\":\"1130\",\"birthday_type\":\"SOLAR\"}",
                "{\"birthyear_needs_agreement\":true,\"birthday_needs_agreement\":true}",
                "{}",
                "null",
                "[]"
            })
    void anythingElseIsNoDate(String account) throws JsonProcessingException {
        assertThat(Birthdate.in(json(account))).isEmpty();
    }

    @Test
    void theMapperPutsItWhereItIsTold() throws JsonProcessingException {
        assertThat(mapped(Map.of(), SOLAR).getUserAttribute("birthdate")).isEqualTo("2002-11-30");
        assertThat(mapped(Map.of(KakaoBirthdateMapper.USER_ATTRIBUTE, "born"), SOLAR)
                        .getUserAttribute("born"))
                .isEqualTo("2002-11-30");
        assertThat(mapped(Map.of(), "{}").getAttributes()).doesNotContainKey("birthdate");
    }

    private static BrokeredIdentityContext mapped(Map<String, String> config, String account)
            throws JsonProcessingException {
        IdentityProviderMapperModel mapper = new IdentityProviderMapperModel();
        mapper.setConfig(new HashMap<>(config));
        IdentityProviderModel kakao = new IdentityProviderModel();
        kakao.setEnabled(true);
        BrokeredIdentityContext context = new BrokeredIdentityContext("1", kakao);
        AbstractJsonUserAttributeMapper.storeUserProfileForMapper(
                context, json("{\"id\":1,\"kakao_account\":" + account + "}"), "kakao");
        new KakaoBirthdateMapper().preprocessFederatedIdentity(null, null, mapper, context);
        return context;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
