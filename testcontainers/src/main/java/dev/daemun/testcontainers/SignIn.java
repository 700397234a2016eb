package dev.daemun.testcontainers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.standins.StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** One sign-in by the authorization code flow with PKCE (RFC 6749 section 4.1, RFC 7636). The realm allows no shorter way. */
final class SignIn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String REDIRECT_URI = RealmOfTests.CLIENT_URL + "/";
    /** Where Keycloak's pages say it: beside a field, above the form, or on the page for errors. */
    private static final String WHAT_IS_WRONG =
            "#kc-page-title, [id^=input-error], .pf-v5-c-alert__title, .instruction";

    private final Visit visit = new Visit(REDIRECT_URI);
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private final String endpoints;

    SignIn(String issuer) {
        this.endpoints = issuer + "/protocol/openid-connect";
    }

    String byPassword(String username, String password) {
        Element form = element(signInPage(), "form#kc-form-login");
        return exchange(visit.submit(form, Map.of("username", username, "password", password)));
    }

    String through(StandIn provider) {
        Element link = element(signInPage(), "#social-" + provider.alias());
        return exchange(visit.open(link.absUrl("href")));
    }

    /** The {@code sid} of an access token, which is not verified. */
    static String session(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length == 3) {
            try {
                JsonNode session =
                        JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("sid");
                if (session.isTextual()) {
                    return session.asText();
                }
            } catch (IllegalArgumentException | IOException e) {
                throw new IllegalArgumentException("This is no access token of a session.", e);
            }
        }
        throw new IllegalArgumentException("This is no access token of a session.");
    }

    private Document signInPage() {
        return visit.open(endpoints + "/auth?"
                        + Visit.form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                RealmOfTests.CLIENT,
                                "redirect_uri",
                                REDIRECT_URI,
                                "scope",
                                "openid",
                                "state",
                                UUID.randomUUID().toString(),
                                "code_challenge",
                                challenge(),
                                "code_challenge_method",
                                "S256")))
                .page();
    }

    private static Element element(Document page, String selector) {
        Element element = page.selectFirst(selector);
        if (element == null) {
            throw new IllegalStateException("Keycloak shows no sign-in page with " + selector + ": " + said(page));
        }
        return element;
    }

    private String exchange(Visit.End end) {
        if (end.parameters().isEmpty()) {
            throw new IllegalStateException("Keycloak shows a page before it lets the person in: " + said(end.page()));
        }
        String code = end.parameters().get("code");
        if (code == null) {
            throw new IllegalStateException("Keycloak refused the sign-in: " + end.parameters());
        }
        String answer = visit.post(
                endpoints + "/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", RealmOfTests.CLIENT,
                        "redirect_uri", REDIRECT_URI,
                        "code", code,
                        "code_verifier", verifier));
        try {
            JsonNode token = JSON.readTree(answer).path("access_token");
            if (!token.isTextual()) {
                throw new IllegalStateException("Keycloak gave no token: " + answer);
            }
            return token.asText();
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak's token answer is no JSON.", e);
        }
    }

    private static String said(Document page) {
        String wrong = page.select(WHAT_IS_WRONG).text();
        return wrong.isBlank() ? page.text() : wrong;
    }

    private String challenge() {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
