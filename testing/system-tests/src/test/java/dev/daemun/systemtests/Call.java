package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** An HTTP request that is being built. */
record Call(HttpRequest.Builder request) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    static Call to(String url) {
        return new Call(HttpRequest.newBuilder(URI.create(url)));
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call basic(String username, String password) {
        // RFC 6749 section 2.3.1 wants form encoding first; without it a colon or percent sign in a secret is misread.
        String credentials = encode(username) + ":" + encode(password);
        return header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    Answer get() {
        return send(request.GET());
    }

    Answer delete() {
        return send(request.DELETE());
    }

    Answer postForm(Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Answer postJson(String json) {
        return send(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer post(String contentType, String body) {
        return send(request.header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Any method, with a body unless that is empty. */
    Answer json(String method, String body) {
        return send(request.header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The answer to a request. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + response.body(), e);
            }
        }
    }
}
