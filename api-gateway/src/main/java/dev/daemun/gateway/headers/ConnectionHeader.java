package dev.daemun.gateway.headers;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * What a sender's {@code Connection} header names is meant for the gateway alone (RFC 9110 section 7.6.1). It is removed
 * before the gateway adds its own headers, so that a sender cannot name one of those away.
 */
final class ConnectionHeader {
    /** What a connection does; all else in the header is the name of another header. */
    private static final Set<String> OPTIONS = Set.of("close", "keep-alive", "upgrade");

    /** Without these the request could not be read any more. */
    private static final Set<String> INDISPENSABLE =
            Set.of("host", "content-length", "transfer-encoding", "connection");

    private ConnectionHeader() {}

    /** The names of the headers that it names, in lower case. */
    static Set<String> named(HttpHeaders headers) {
        return tokens(headers)
                .filter(Predicate.not(OPTIONS::contains))
                .filter(Predicate.not(INDISPENSABLE::contains))
                .collect(Collectors.toSet());
    }

    /** Leaves only what the connection does. */
    static void keepOptions(HttpHeaders headers) {
        List<String> options = tokens(headers).filter(OPTIONS::contains).toList();
        if (options.isEmpty()) {
            headers.remove(HttpHeaders.CONNECTION);
        } else {
            headers.put(HttpHeaders.CONNECTION, options);
        }
    }

    private static Stream<String> tokens(HttpHeaders headers) {
        return headers.getOrEmpty(HttpHeaders.CONNECTION).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(token -> token.strip().toLowerCase(Locale.ROOT));
    }
}
