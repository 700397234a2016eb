package dev.daemun.resourceserver.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3986 sections 6.2.2 and 6.2.3, and no more than these. */
class TheSameAddressIsTheSameHoweverItIsWrittenTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com/",
        "https://api.example.com:443/a, https://api.example.com/a",
        "http://api.example.com:80/a, http://api.example.com/a",
        "https://api.example.com:/a, https://api.example.com/a",
        "HTTPS://API.Example.COM/a, https://api.example.com/a",
        "https://api.example.com/a?b=c#d, https://api.example.com/a",
        "https://api.example.com/%7euser, https://api.example.com/~user",
        "https://api.example.com/a%2fb, https://api.example.com/a%2Fb",
        "https://[2001:DB8::1]:443/, https://[2001:db8::1]/",
    })
    void same(String one, String other) {
        assertThat(HttpUrl.parse(one)).isNotNull().isEqualTo(HttpUrl.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/a, https://api.example.com/A",
        "https://api.example.com/a, https://api.example.com/a/",
        "https://api.example.com/a, https://api.example.com//a",
        "https://api.example.com/a/b, https://api.example.com/a%2Fb",
        "https://api.example.com/a%2Bb, https://api.example.com/a+b",
        "https://api.example.com:80/a, https://api.example.com/a",
        "http://api.example.com/a, https://api.example.com/a",
        "https://api.example.com./a, https://api.example.com/a",
        "https://api.example.com/a, https://api.example.com.evil.example/a",
        "https://api.example.com/a;b, https://api.example.com/a",
    })
    void different(String one, String other) {
        assertThat(HttpUrl.parse(one)).isNotNull().isNotEqualTo(HttpUrl.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "//api.example.com/a",
                "api.example.com/a",
                "ftp://api.example.com/a",
                "javascript:alert(1)",
                "https:///a",
                "https://user@api.example.com/a",
                "https://api.example.com/a b",
                "https://api.example.com/%zz",
                "https://api.example.com/%",
                "https://api.example.com/\uac00",
                "https://api.example.com/../a",
                "https://api.example.com/a/%2e%2E",
                "https://api.example.com/./a",
                "https://api.example.com:99999999999/a",
            })
    void none(String text) {
        assertThat(HttpUrl.parse(text)).isNull();
    }
}
