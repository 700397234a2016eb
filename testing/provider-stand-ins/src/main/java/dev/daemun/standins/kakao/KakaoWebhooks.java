package dev.daemun.standins.kakao;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.daemun.standins.web.Delivery;
import dev.daemun.standins.web.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The calls that Kakao makes to an app (developers.kakao.com, "Callback"). Each method returns the receiver's answer; an
 * IOException means that the receiver was not reached or took longer than Kakao's three seconds.
 */
public final class KakaoWebhooks {
    private static final String OAUTH_EVENT = "https://schemas.openid.net/secevent/oauth/event-type/";

    private final Kakao kakao;

    KakaoWebhooks(Kakao kakao) {
        this.kakao = kakao;
    }

    /** Disconnects the user, then calls the app's unlink webhook with a form. */
    public HttpResponse<String> unlink(KakaoApp app, long userId, String referrerType, URI receiver)
            throws IOException, InterruptedException {
        kakao.unlink(app, userId);
        return Delivery.form(receiver, parameters(app, userId, referrerType), "KakaoAK " + app.adminKey());
    }

    /** Disconnects the user, then calls the app's unlink webhook with a query, the other method of Kakao's console. */
    public HttpResponse<String> unlinkByGet(KakaoApp app, long userId, String referrerType, URI receiver)
            throws IOException, InterruptedException {
        kakao.unlink(app, userId);
        return Delivery.query(receiver, parameters(app, userId, referrerType), "KakaoAK " + app.adminKey());
    }

    /** Sends a security event token about one change of the account. */
    public HttpResponse<String> accountStatus(
            KakaoApp app, long userId, String eventType, Map<String, Object> details, URI receiver)
            throws IOException, InterruptedException {
        return Delivery.securityEvent(receiver, securityEvent(app, userId, eventType, details));
    }

    /** Disconnects the user, then sends a security event token about it. */
    public HttpResponse<String> userUnlinked(KakaoApp app, long userId, String reason, URI receiver)
            throws IOException, InterruptedException {
        kakao.unlink(app, userId);
        return accountStatus(app, userId, OAUTH_EVENT + "user-unlinked", Map.of("reason", reason), receiver);
    }

    /** A token as {@link #accountStatus} sends it, for tests that change it or send it twice. */
    public String securityEvent(KakaoApp app, long userId, String eventType, Map<String, Object> details) {
        String sub = Long.toString(userId);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("subject", Map.of("subject_type", "iss-sub", "iss", Kakao.ISSUER, "sub", sub));
        event.putAll(details);
        Instant now = kakao.tokens().now();
        return kakao.keys()
                .sign(
                        "secevent+jwt",
                        new JWTClaimsSet.Builder()
                                .issuer(Kakao.ISSUER)
                                .audience(app.restApiKey())
                                .subject(sub)
                                .issueTime(Date.from(now))
                                .claim("toe", now.getEpochSecond())
                                // RFC 8417 calls this claim "txn"; Kakao's documentation spells it like this.
                                .claim("txm", UUID.randomUUID().toString())
                                .jwtID(UUID.randomUUID().toString())
                                .claim("events", Map.of(eventType, event))
                                .build());
    }

    private static Parameters parameters(KakaoApp app, long userId, String referrerType) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("app_id", Long.toString(app.appId()));
        parameters.put("user_id", Long.toString(userId));
        parameters.put("referrer_type", referrerType);
        return new Parameters(parameters);
    }
}
