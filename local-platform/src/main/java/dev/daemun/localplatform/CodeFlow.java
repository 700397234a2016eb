package dev.daemun.localplatform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * Signs a demo user in as a browser would: authorization code flow with PKCE (RFC 6749 section 4.1, RFC 7636) through
 * Keycloak's own sign-in page, and consents to what the client asks for. The realm allows no shorter way.
 *
 * @param redirectUri one that the client has registered; nobody needs to listen there
 */
public record CodeFlow(String issuer, String clientId, String redirectUri, String scope) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final String SIGN_IN_FORM = "form#kc-form-login";
    private static final String CONSENT_FORM = "form:has([name=accept])";
    /** Where Keycloak's pages say it: beside a field, above the form, or on the page for errors. */
    private static final String WHAT_IS_WRONG =
            "#input-error-username, #input-error-password, .pf-v5-c-alert__title, .instruction";

    /** The tokens of one sign-in, as the token endpoint answered. */
    public record Tokens(String accessToken, String idToken, String refreshToken) {}

    /** Signs in, or fails with one sentence. */
    public Tokens signIn(Login login) {
        Pkce pkce = Pkce.random();
        return exchange(code(login, pkce), pkce);
    }

    /** Signs in and returns the authorization code, which must be exchanged with the same verifier. */
    public String code(Login login, Pkce pkce) {
        Map<String, String> cookies = new LinkedHashMap<>();
        HttpResponse<String> page = send(get(authorizationRequest(pkce), cookies), cookies);
        if (Jsoup.parse(page.body()).selectFirst(SIGN_IN_FORM) == null) {
            throw new PlatformException("Keycloak showed no sign-in page (status " + page.statusCode() + ").");
        }
        Map<String, String> credentials = Map.of("username", login.username(), "password", login.password());
        HttpResponse<String> answer = fill(page, SIGN_IN_FORM, credentials, cookies);
        // A realm with organizations asks for the name on a page of its own.
        if (Jsoup.parse(answer.body()).select(WHAT_IS_WRONG).isEmpty()) {
            answer = fill(answer, SIGN_IN_FORM, credentials, cookies);
        }
        if (location(answer).startsWith(issuer + "/login-actions/")) {
            answer = fill(send(get(location(answer), cookies), cookies), CONSENT_FORM, Map.of("accept", ""), cookies);
        }
        String location = location(answer);
        if (!location.startsWith(redirectUri)) {
            throw new PlatformException(
                    "Keycloak did not let " + login.username() + " in (status " + answer.statusCode() + "): "
                            + Jsoup.parse(answer.body()).select(WHAT_IS_WRONG).text());
        }
        return queryParameter(location, "code");
    }

    /** The address that a person's browser is sent to. */
    public String authorizationRequest(Pkce pkce) {
        return issuer + "/protocol/openid-connect/auth?"
                + form(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        clientId,
                        "redirect_uri",
                        redirectUri,
                        "scope",
                        scope,
                        "state",
                        Pkce.random().verifier(),
                        "code_challenge",
                        pkce.challenge(),
                        "code_challenge_method",
                        "S256"));
    }

    /** Exchanges an authorization code for tokens. */
    public Tokens exchange(String code, Pkce pkce) {
        HttpResponse<String> answer = send(
                post(
                        issuer + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type", "authorization_code",
                                "client_id", clientId,
                                "redirect_uri", redirectUri,
                                "code", code,
                                "code_verifier", pkce.verifier()),
                        Map.of()),
                new LinkedHashMap<>());
        try {
            JsonNode tokens = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new PlatformException("Keycloak gave no token: "
                        + tokens.path("error_description").asText());
            }
            return new Tokens(
                    tokens.path("access_token").asText(),
                    tokens.path("id_token").asText(),
                    tokens.path("refresh_token").asText());
        } catch (IOException e) {
            throw new PlatformException("Keycloak's token answer was no JSON.", e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Submits that form of the page; if there is none, the page stays the answer. */
    private static HttpResponse<String> fill(
            HttpResponse<String> page, String selector, Map<String, String> fields, Map<String, String> cookies) {
        Element form = Jsoup.parse(page.body()).selectFirst(selector);
        if (form == null) {
            return page;
        }
        Map<String, String> submitted = new LinkedHashMap<>(fields);
        form.select("[type=hidden]").forEach(hidden -> submitted.put(hidden.attr("name"), hidden.val()));
        return send(post(page.uri().resolve(form.attr("action")).toString(), submitted, cookies), cookies);
    }

    private static HttpRequest get(String url, Map<String, String> cookies) {
        return request(url, cookies).build();
    }

    private static HttpRequest post(String url, Map<String, String> fields, Map<String, String> cookies) {
        return request(url, cookies)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build();
    }

    private static HttpRequest.Builder request(String url, Map<String, String> cookies) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    /** Keeps cookies itself: the JDK's cookie store never sends a Secure one to http://localhost, as browsers do. */
    private static HttpResponse<String> send(HttpRequest request, Map<String, String> cookies) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").stream()
                    .flatMap(header -> HttpCookie.parse(header).stream())
                    .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
            return response;
        } catch (IOException e) {
            throw new PlatformException(
                    request.uri().getAuthority() + " can't be reached: is the platform running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("The sign-in was interrupted.", e);
        }
    }

    private static String queryParameter(String location, String name) {
        for (String pair : URI.create(location).getQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new PlatformException("Keycloak refused the sign-in: " + location);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
