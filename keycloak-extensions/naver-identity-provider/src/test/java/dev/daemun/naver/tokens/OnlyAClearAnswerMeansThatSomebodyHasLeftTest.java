package dev.daemun.naver.tokens;

import static dev.daemun.naver.tokens.AnErrorIsAnErrorWithAnyStatusTest.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.FederatedIdentityModel;

class OnlyAClearAnswerMeansThatSomebodyHasLeftTest {
    private static final String GOOD = "{'access_token':'a'}";
    private static final String BAD = "{'error':'invalid_request'}";
    private static final String ENDED = "{'error':'invalid_grant'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_grant\"} | true | true",
                "200 | {\"error\":\"invalid_grant\"} | true | true",
                "200 | {\"access_token\":\"a\"} | true | false",
                "200 | {\"error\":\"invalid_request\"} | true | false",
                "401 | {\"error\":\"invalid_client\"} | false | false",
                "200 | {\"error\":\"invalid_client\"} | false | false",
                "403 | <html> | false | false",
                "429 | {} | false | false",
                "503 | {\"error\":\"temporarily_unavailable\"} | false | false",
                "500 | {\"error\":\"invalid_grant\"} | false | true"
            })
    void andWhatIsNotAboutTheTokenEndsTheRound(int status, String body, boolean aboutTheToken, boolean ended) {
        NaverAnswer answer = new NaverAnswer(status, body);
        assertThat(answer.isAboutTheToken()).isEqualTo(aboutTheToken);
        assertThat(answer.saysThatTheGrantHasEnded()).isEqualTo(ended);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void whatIsSaidOfAnyBadRequestCountsOnlyBesideAGoodOne(int status) throws IOException {
        PageVerdict alone = page(0, 1);
        alone.ask(grant("perhaps"), of -> answer(status, BAD));
        assertThat(alone.ended()).extracting(StoredGrant::user).containsExactly("ended-0");

        PageVerdict beside = page(1, 1);
        beside.ask(grant("perhaps"), of -> answer(status, BAD));
        assertThat(beside.ended()).extracting(StoredGrant::user).containsExactly("ended-0", "perhaps");
    }

    @Test
    void manyBadRequestsAreTheSettingsToo() throws IOException {
        PageVerdict verdict = page(0, 4);
        for (int i = 0; i < 6; i++) {
            verdict.ask(grant("perhaps-" + i), of -> answer(200, BAD));
        }
        assertThat(verdict.isBelievable()).isFalse();
    }

    @Test
    void aTokenThatNaverCanNotAnswerAboutHoldsUpNobody() throws IOException {
        PageVerdict verdict = new PageVerdict();
        assertThat(verdict.ask(grant("stuck"), of -> answer(500, "<html>"))).isEmpty();
        assertThat(verdict.ask(grant("stuck"), of -> {
                    throw new IOException("no answer");
                }))
                .isEmpty();
        assertThat(verdict.ask(grant("left"), of -> answer(400, ENDED))).isPresent();
        assertThat(verdict.ended()).extracting(StoredGrant::user).containsExactly("left");
        assertThat(verdict.hasGood()).isFalse();
        assertThatThrownBy(() -> verdict.ask(grant("third"), of -> answer(401, "{'error':'invalid_client'}")))
                .as("an outage, or wrong settings")
                .isInstanceOf(IOException.class);
    }

    @Test
    void someOfMany() throws IOException {
        PageVerdict verdict = page(29, 1);
        assertThat(verdict.isBelievable()).isTrue();
        assertThat(verdict.ended()).extracting(StoredGrant::user).containsExactly("ended-0");
    }

    @Test
    void allOfAFew() throws IOException {
        assertThat(page(0, 9).isBelievable()).isTrue();
    }

    @Test
    void notAllOfManyAtOnce() throws IOException {
        assertThat(page(0, 10).isBelievable()).as("it is the settings").isFalse();
        assertThat(page(1, 29).isBelievable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"access_token\":\"a\",\"refresh_token\":\"r\"} | true | false",
                "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"id_token\":\"i\"} | true | true",
                "{\"access_token\":\"a\"} | false | false",
                "access_token=a | false | false",
                "none | false | false"
            })
    void onlyARefreshTokenCanBeTriedAndEachModeHasItsEndpoint(String token, boolean triable, boolean openIdConnect) {
        assertThat(StoredGrant.of("user", new FederatedIdentityModel("naver", "id", "name", token)))
                .satisfies(grant -> {
                    assertThat(grant.isPresent()).isEqualTo(triable);
                    grant.ifPresent(
                            found -> assertThat(found.isOfOpenIdConnect()).isEqualTo(openIdConnect));
                });
    }

    private static PageVerdict page(int good, int ended) throws IOException {
        PageVerdict verdict = new PageVerdict();
        for (int i = 0; i < good; i++) {
            verdict.ask(grant("good-" + i), of -> answer(200, GOOD));
        }
        for (int i = 0; i < ended; i++) {
            verdict.ask(grant("ended-" + i), of -> answer(200, ENDED));
        }
        return verdict;
    }

    private static StoredGrant grant(String user) {
        return new StoredGrant(user, "id", "{}");
    }
}
