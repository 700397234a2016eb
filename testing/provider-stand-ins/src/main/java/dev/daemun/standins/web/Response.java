package dev.daemun.standins.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP response. */
public record Response(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON, with its members in the order given. */
    public static Response json(int status, Object body) {
        try {
            return new Response(
                    status,
                    Map.of("Content-Type", "application/json;charset=UTF-8", "Cache-Control", "no-store"),
                    JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An HTML page. */
    public static Response html(int status, String body) {
        return new Response(
                status, Map.of("Content-Type", "text/html;charset=UTF-8", "Cache-Control", "no-store"), body);
    }

    /** A redirect of the browser. */
    public static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), "");
    }

    /** The same response with one more header. */
    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
