package dev.daemun.upstreamsignals.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whom an event is about. Only the provider's own id of the account counts, never an e-mail address: that one may meanwhile be somebody
 * else's.
 *
 * @param claims of the token
 */
record Subjects(JsonNode claims, SignalProvider provider) {
    /** As long as Keycloak stores the id of a linked account. */
    private static final int LONGEST = 255;

    /** PostgreSQL fails already when it is asked for such a text. */
    private static final Pattern NOT_STORED = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    /** The account's id at the provider; null where it is named in another way. */
    String of(JsonNode event) {
        for (JsonNode subject : List.of(event.path("subject"), claims.path("sub_id"))) {
            if (subject.isObject()) {
                return named(subject);
            }
        }
        return bounded(claims.path("sub"));
    }

    /** RISC's older {@code subject_type} has a hyphen, and RFC 9493's {@code format} an underscore. */
    private String named(JsonNode subject) {
        String kind = subject.path(subject.has("format") ? "format" : "subject_type")
                .asText()
                .replace('-', '_');
        boolean isById = kind.equals("iss_sub") || kind.equals("id_token_claims");
        return isById && provider.isIssuer(subject.path("iss").textValue()) ? bounded(subject.path("sub")) : null;
    }

    /** The id as text; null where it is none that could be stored. */
    static String bounded(JsonNode sub) {
        String id = sub.textValue();
        return id == null
                        || id.isBlank()
                        || id.length() > LONGEST
                        || NOT_STORED.matcher(id).find()
                ? null
                : id;
    }
}
