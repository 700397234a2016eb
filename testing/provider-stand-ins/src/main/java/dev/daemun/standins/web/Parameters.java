package dev.daemun.standins.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The decoded parameters of a query or a form. If one is repeated, its first value counts. */
public record Parameters(Map<String, String> values) {
    static Parameters parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                if (!parts[0].isEmpty()) {
                    values.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
                }
            }
        }
        return new Parameters(values);
    }

    /** The value, unless it is missing or empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** The values of a list; Kakao accepts commas and spaces between them. */
    public Set<String> list(String name) {
        return Arrays.stream(get(name).orElse("").split("[ ,]+", -1))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The parameters as a query. A space becomes %20, as in Kakao's and Google's redirects. */
    public String encoded() {
        return values.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
