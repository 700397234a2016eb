package dev.daemun.standins.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a receiver once, as the providers do: without following redirects and without retrying. */
public final class Delivery {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Delivery() {}

    /** Posts a form with this Authorization header. */
    public static HttpResponse<String> form(URI receiver, Parameters form, String authorization)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(receiver)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.encoded())));
    }

    /** Posts a form that proves by itself who sends it. */
    public static HttpResponse<String> form(URI receiver, Parameters form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(receiver)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.encoded())));
    }

    /** Posts JSON without credentials. */
    public static HttpResponse<String> json(URI receiver, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(receiver)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Sends the same parameters as the query of a GET request. */
    public static HttpResponse<String> query(URI receiver, Parameters query, String authorization)
            throws IOException, InterruptedException {
        String separator = receiver.getRawQuery() == null ? "?" : "&";
        return send(HttpRequest.newBuilder(URI.create(receiver + separator + query.encoded()))
                .header("Authorization", authorization));
    }

    /** Posts a security event token (RFC 8935 section 2.1). */
    public static HttpResponse<String> securityEvent(URI receiver, String token)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(receiver)
                .header("Content-Type", "application/secevent+jwt")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(token)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
