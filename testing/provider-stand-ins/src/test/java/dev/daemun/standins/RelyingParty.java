package dev.daemun.standins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Calls the stand-ins over HTTP without following redirects. */
public record RelyingParty(ProviderStandIns standIns) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    public HttpResponse<String> get(String place, Map<String, String> query, String... headers) {
        String uri = standIns.plain(place) + (query.isEmpty() ? "" : "?" + encode(query));
        return send(HttpRequest.newBuilder(URI.create(uri)), headers);
    }

    public HttpResponse<String> post(String place, Map<String, String> form, String... headers) {
        return post(standIns.plain(place), form, headers);
    }

    public HttpResponse<String> post(URI uri, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(BodyPublishers.ofString(encode(form)));
        return send(request, headers);
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    public static String parameter(HttpResponse<String> redirect, String name) {
        for (String pair : location(redirect).split("[?&]", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** These parameters with some of them replaced, given as names and values in turn; null leaves a parameter out. */
    public static Map<String, String> replace(Map<String, String> parameters, String... replaced) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        for (int i = 0; i < replaced.length; i += 2) {
            all.put(replaced[i], replaced[i + 1]);
        }
        all.values().removeIf(Objects::isNull);
        return all;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
