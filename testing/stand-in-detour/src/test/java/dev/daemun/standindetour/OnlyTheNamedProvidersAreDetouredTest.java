package dev.daemun.standindetour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyTheNamedProvidersAreDetouredTest {
    private final Detour detour = new Detour(Set.of("kauth.kakao.com"), 8180);

    @Test
    void theStandInGetsTheWholeRequestAsItWas() {
        assertThat(detour.of(URI.create("https://kauth.kakao.com/oauth/authorize?state=a%2Fb%26c&scope=")))
                .hasToString("http://127.0.0.1:8180/kauth.kakao.com/oauth/authorize?state=a%2Fb%26c&scope=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.google.com/o/oauth2/v2/auth",
                "https://kauth.kakao.com.example.com/oauth/authorize",
                "https://kauth.kakao.com@example.com/oauth/authorize",
                "http://kauth.kakao.com/oauth/authorize",
                "https://example.com/?next=https://kauth.kakao.com/oauth/authorize",
                "/realms/daemun"
            })
    void everyOtherAddressStays(String address) {
        assertThat(detour.of(URI.create(address))).hasToString(address);
    }
}
