package dev.daemun.standins.web;

import com.sun.net.httpserver.Headers;
import java.net.HttpCookie;
import java.util.Locale;
import java.util.Optional;

/**
 * A request whose provider is known.
 *
 * @param host the provider's own host name
 * @param path the path at that host
 */
public record Request(String method, String host, String path, Headers headers, Parameters query, Parameters form) {
    /** A parameter of the form or, if it is not there, of the query; Kakao's API reads both. */
    public Optional<String> parameter(String name) {
        return form.get(name).or(() -> query.get(name));
    }

    /** The credentials of the Authorization header, if it has this scheme. */
    public Optional<String> authorization(String scheme) {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(value -> value.substring(scheme.length() + 1).trim());
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(cookies -> java.util.Arrays.stream(cookies.split(";", -1)))
                .map(String::trim)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> HttpCookie.parse(cookie).get(0).getValue())
                .findFirst();
    }

    /** Whether the browser prefers English to Korean; the pages are Korean if it names neither. */
    public boolean wantsEnglish() {
        return header("Accept-Language")
                .map(languages -> languages.toLowerCase(Locale.ROOT).startsWith("en"))
                .orElse(false);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }
}
