package dev.daemun.upstreamsignals.http;

import dev.daemun.upstreamsignals.token.Signal;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Kakao's unlink webhook (Kakao Login, "Unlink webhook"), which Kakao authenticates with the app's primary admin key. It has neither an id nor a
 * time, so it may be repeated; a repeated one changes nothing.
 *
 * @param authorization the header of that name
 */
record UnlinkForm(String authorization, String appId, String userId, String referrerType) {
    private static final String SCHEME = "KakaoAK ";

    /** What is wrong with it; OK where nothing is. */
    Status check(KeycloakSession session, IdentityProviderModel provider) {
        Optional<String> adminKey = Vaulted.secret(session, provider.getConfig().get("adminKey"));
        if (!"kakao".equals(provider.getProviderId()) || adminKey.isEmpty()) {
            return Status.NOT_FOUND;
        }
        if (authorization == null || !isSame(SCHEME + adminKey.get(), authorization)) {
            return Status.UNAUTHORIZED;
        }
        String expected = provider.getConfig().get("appId");
        boolean isForUs = expected != null && !expected.isBlank() && expected.equals(appId);
        return isForUs && userId != null && userId.matches("[0-9]{1,19}") ? Status.OK : Status.BAD_REQUEST;
    }

    UpstreamEvent event(Instant now) {
        boolean isWord = referrerType != null && referrerType.matches("[A-Za-z0-9_-]{1,64}");
        return new UpstreamEvent(Signal.USER_UNLINKED, userId, now, isWord ? referrerType : null);
    }

    private static boolean isSame(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
