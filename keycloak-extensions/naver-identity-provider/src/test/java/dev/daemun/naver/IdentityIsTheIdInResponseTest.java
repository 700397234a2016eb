package dev.daemun.naver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.naver.tokens.NaverRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityIsTheIdInResponseTest {
    @ParameterizedTest
    @CsvSource({
        "'\"32742776\"', 32742776, naver_32742776",
        "32742776, 32742776, naver_32742776",
        "'\"NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg\"', NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg,"
                + " naver_NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg",
        "'\"a/b=c\"', a/b=c, naver_a_b_c"
    })
    void asItIs(String json, String id, String username) {
        NaverAccount account = account("{'id':" + json + "}");
        assertThat(account.id()).isEqualTo(id);
        assertThat(account.username()).isEqualTo(username);
        assertThat(account.name()).isNull();
        assertThat(account.email()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'resultcode':'00','message':'success'}",
                "{'resultcode':'00','message':'success','response':{}}",
                "{'resultcode':'00','message':'success','response':{'id':''}}",
                "{'resultcode':'00','message':'success','response':{'id':null}}",
                "{'resultcode':'00','message':'success','response':{'id':{}}}",
                "{'resultcode':'00','message':'success','response':{'id':1.5}}",
                "{'resultcode':'00','message':'success','response':{'id':'SECRET SECRET'}}",
                "{'resultcode':'00','message':'success','response':{'id':'SECRET\\u0000'}}",
                "{'resultcode':'00','message':'success','response':{'id':'가나다'}}",
                "{'resultcode':'00','message':'success','response':['SECRET']}",
                "{'sub':'SECRET','id':'SECRET'}",
                "'SECRET'",
                "null"
            })
    void nobodyIsNobody(String answer) {
        assertThatThrownBy(() -> NaverApi.account(json(answer)))
                .isInstanceOf(NaverRefusal.class)
                .hasMessage("Naver's /v1/nid/me names nobody" + (answer.contains("'00'") ? ": resultcode 00" : ""))
                .hasNoCause();
    }

    @Test
    void anErrorThatComesWith200IsNobodyEvenWithAnId() {
        assertThatThrownBy(() -> NaverApi.account(
                        json("{'resultcode':'024','message':'Authentication failed','response':{'id':'someone'}}")))
                .hasMessage("Naver's /v1/nid/me names nobody: resultcode 024");
    }

    @Test
    void anIdOfSixtyFiveCharactersIsNoneOfNavers() {
        assertThat(account("{'id':'" + "a".repeat(64) + "'}").id()).hasSize(64);
        assertThatThrownBy(() -> account("{'id':'" + "a".repeat(65) + "'}")).isInstanceOf(NaverRefusal.class);
    }

    @ParameterizedTest
    @CsvSource({"김다나, 다나, 김다나", "'', 다나, 다나", "'', 민수~!, 민수", "'', abc***, ", "김다나, abc***, 김다나", "'<b>', '', b"})
    void aMaskedNicknameIsNobodysName(String name, String nickname, String firstName) {
        NaverAccount account = account("{'id':'1','name':'" + name + "','nickname':'" + nickname + "'}");
        assertThat(account.name()).isEqualTo(firstName);
        assertThat(account.profile().path("nickname").asText())
                .as("for the mappers, left alone")
                .isEqualTo(nickname);
    }

    static NaverAccount account(String profile) {
        return NaverApi.account(json("{'resultcode':'00','message':'success','response':" + profile + "}"));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
