package dev.daemun.gateway.pages;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The page that is served at {@code /}.
 *
 * @param webApp the directory with its {@code index.html}, such as {@code file:/srv/page/}; without, there is no page
 * @param webAppClientId what the page calls itself to the issuer
 * @param webAppApiUrl where the page finds the services
 * @param webAppProviders aliases of the providers that the page has a button for; it shows those that the realm offers
 */
@ConfigurationProperties("daemun.gateway")
record PageProperties(
        @Nullable String webApp,
        @DefaultValue("sample-web-app") String webAppClientId,
        @DefaultValue("/api") String webAppApiUrl,
        @DefaultValue({"kakao", "naver", "google", "apple"}) List<String> webAppProviders) {
    PageProperties {
        if (webApp != null
                && !(webApp.endsWith("/")
                        && new DefaultResourceLoader()
                                .getResource(webApp + "index.html")
                                .isReadable())) {
            throw new InvalidConfigurationException(
                    "daemun.gateway.web-app",
                    "is " + webApp + ", where no index.html is: name its directory, with a slash at the end.");
        }
    }
}
