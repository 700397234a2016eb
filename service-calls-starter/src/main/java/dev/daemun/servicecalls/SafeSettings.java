package dev.daemun.servicecalls;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

/** How calls to other services are made, as far as the application's {@code spring.http.clients.*} leaves it open. */
final class SafeSettings {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private SafeSettings() {}

    /** No redirect is followed, since it would carry the token elsewhere, and nothing is waited for without a limit. */
    static HttpClientSettings of(ObjectProvider<HttpClientSettings> application) {
        HttpClientSettings settings = application.getIfAvailable(HttpClientSettings::defaults);
        return settings.orElse(HttpClientSettings.defaults().withTimeouts(CONNECT_TIMEOUT, READ_TIMEOUT))
                .withRedirects(HttpRedirects.DONT_FOLLOW);
    }
}
