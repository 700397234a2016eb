package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.brokering.StoredToken;
import org.junit.jupiter.api.Test;

class RefreshKeepsWhatKakaoLeavesOutTest {
    private static final StoredToken STORED = StoredToken.parse("""
            {"token_type":"bearer","access_token":"old","id_token":"first","expires_in":21599,"refresh_token":"kept",
             "refresh_token_expires_in":5183999,"scope":"account_email profile_nickname","accessTokenExpiration":1000}""").orElseThrow();

    @Test
    void whileTheRefreshTokenIsYoung() {
        JsonNode refreshed = refreshed("""
                {"access_token":"new error","token_type":"bearer","expires_in":43199}""");

        assertThat(refreshed.path("access_token").asText()).isEqualTo("new error");
        assertThat(refreshed.path("expires_in").asLong()).isEqualTo(43199);
        assertThat(refreshed.path("accessTokenExpiration").asLong()).isEqualTo(2000 + 43199);
        assertThat(refreshed.path("refresh_token").asText()).isEqualTo("kept");
        assertThat(refreshed.path("refresh_token_expires_in").asLong()).isEqualTo(5183999);
        assertThat(refreshed.path("scope").asText()).isEqualTo("account_email profile_nickname");
        assertThat(refreshed.path("id_token").asText()).isEqualTo("first");
    }

    @Test
    void inItsLastMonthTheNewOneIsTaken() {
        JsonNode refreshed = refreshed("""
                {"access_token":"new","token_type":"bearer","refresh_token":"another","refresh_token_expires_in":5184000,
                 "expires_in":43199}""");

        assertThat(refreshed.path("refresh_token").asText()).isEqualTo("another");
        assertThat(refreshed.path("refresh_token_expires_in").asLong()).isEqualTo(5184000);
    }

    @Test
    void onlyWhatExpiresIsRefreshed() {
        assertThat(STORED.expiresBefore(1000)).isFalse();
        assertThat(STORED.expiresBefore(1001)).isTrue();
        assertThat(StoredToken.parse("{\"access_token\":\"a\"}").orElseThrow().expiresBefore(Long.MAX_VALUE))
                .as("one whose end is not known")
                .isFalse();
        assertThat(StoredToken.parse("access_token=a")).isEmpty();
    }

    private static JsonNode refreshed(String answer) {
        return STORED.refreshed(KakaoApi.tokenAnswer(200, answer), 2000).json();
    }
}
