package dev.daemun.standins.page;

import java.util.Map;

/**
 * Something that a provider reports about an account of its own.
 *
 * @param event the URI of its type
 * @param details members of the event besides its subject
 */
public record Report(String event, Map<String, Object> details, String inEnglish, String inKorean) {
    /** A report without details. */
    public static Report of(String event, String inEnglish, String inKorean) {
        return new Report(event, Map.of(), inEnglish, inKorean);
    }

    /** The last part of the URI, such as {@code sessions-revoked}. */
    public String name() {
        return event.substring(event.lastIndexOf('/') + 1);
    }
}
