package dev.daemun.testcontainers;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Goes from page to page as a browser without scripts does, with cookies, up to an address where nobody needs to listen. */
final class Visit {
    private static final int MOST_STEPS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    private final String last;
    // By host and port. The JDK's cookie store never sends a Secure one to http://localhost, as browsers do.
    private final Map<String, Map<String, String>> cookies = new HashMap<>();
    private int steps;

    /** Where it ended: at a page, or at the last address with these parameters. */
    record End(Document page, Map<String, String> parameters) {}

    Visit(String last) {
        this.last = last;
    }

    End open(String url) {
        return follow(URI.create(url), send(HttpRequest.newBuilder(URI.create(url))));
    }

    /** Submits a form with its hidden fields and these. */
    End submit(Element form, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(input -> all.put(input.attr("name"), input.val()));
        all.putAll(fields);
        URI action = URI.create(form.absUrl("action"));
        return follow(action, send(posted(action, all)));
    }

    /** The body of the answer, without following it. */
    String post(String url, Map<String, String> fields) {
        return send(posted(URI.create(url), fields)).body();
    }

    private End follow(URI from, HttpResponse<String> answer) {
        URI here = from;
        HttpResponse<String> current = answer;
        while (true) {
            String location = current.headers().firstValue("Location").orElse(null);
            if (location != null) {
                here = here.resolve(location);
                if (here.toString().startsWith(last)) {
                    return new End(new Document(last), parameters(here));
                }
                current = send(HttpRequest.newBuilder(here));
                continue;
            }
            Document page = Jsoup.parse(current.body(), here.toString());
            Element form = page.selectFirst("body[onload*=submit] form");
            if (form == null) {
                return new End(page, Map.of());
            }
            return submit(form, Map.of());
        }
    }

    private static HttpRequest.Builder posted(URI url, Map<String, String> fields) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        // Failures quote the pages, whose first language is Korean.
        HttpRequest request =
                builder.timeout(PATIENCE).header("Accept-Language", "en").build();
        if (++steps > MOST_STEPS) {
            throw new IllegalStateException("The sign-in goes in circles, lastly at "
                    + request.uri().getAuthority() + request.uri().getPath());
        }
        Map<String, String> own = cookies.computeIfAbsent(request.uri().getAuthority(), host -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            request = builder.header(
                            "Cookie",
                            own.entrySet().stream()
                                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                    .collect(Collectors.joining("; ")))
                    .build();
        }
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").stream()
                    .flatMap(header -> HttpCookie.parse(header).stream())
                    .forEach(cookie -> own.put(cookie.getName(), cookie.getValue()));
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(request.uri().getAuthority() + " can't be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The sign-in was interrupted.", e);
        }
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> parameters(URI url) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : url.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
