package dev.daemun.kakao.webhook;

import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;

/**
 * Kakao calls this when somebody has ended the link at Kakao (Kakao Login, "Unlink webhook"), by either of the two methods that its
 * console offers.
 *
 * <p>Answers 200 also for people without an account and for every {@code referrer_type}: Kakao looks at the status alone, and pauses a
 * webhook that fails too often. 401 for a wrong admin key, 400 for another app or an unreadable number, 404 where no Kakao
 * provider with an admin key has this alias. A repeated call changes nothing.
 */
public final class UnlinkWebhook {
    private static final String SCHEME = "KakaoAK ";

    private final KeycloakSession session;

    UnlinkWebhook(KeycloakSession session) {
        this.session = session;
    }

    /** Sent as a form. */
    @POST
    @Path("{alias}/unlink")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(
            @PathParam("alias") String alias,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @FormParam("app_id") String appId,
            @FormParam("user_id") String userId) {
        return answer(alias, authorization, appId, userId);
    }

    /** Sent as a query. */
    @GET
    @Path("{alias}/unlink")
    public Response get(
            @PathParam("alias") String alias,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("app_id") String appId,
            @QueryParam("user_id") String userId) {
        return answer(alias, authorization, appId, userId);
    }

    private Response answer(String alias, String authorization, String appId, String userId) {
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        if (provider == null || !provider.isEnabled() || !KakaoIdentityProviderConfig.isKakao(provider)) {
            return status(Response.Status.NOT_FOUND);
        }
        KakaoIdentityProviderConfig config = new KakaoIdentityProviderConfig(provider);
        Optional<String> adminKey = config.adminKey(session);
        if (adminKey.isEmpty()) {
            return status(Response.Status.NOT_FOUND);
        }
        if (authorization == null || !isSame(SCHEME + adminKey.get(), authorization)) {
            return status(Response.Status.UNAUTHORIZED);
        }
        if (!config.appId().map(id -> id.equals(appId)).orElse(false)
                || userId == null
                || !userId.matches("[0-9]{1,19}")) {
            return status(Response.Status.BAD_REQUEST);
        }
        new EndedLink(session, config).of(userId);
        return status(Response.Status.OK);
    }

    private static boolean isSame(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private static Response status(Response.Status status) {
        // Keycloak answers 500 where a 200 has no media type, even without a body (DefaultSecurityHeadersProvider).
        return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).build();
    }
}
