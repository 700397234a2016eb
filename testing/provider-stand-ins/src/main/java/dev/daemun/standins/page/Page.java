package dev.daemun.standins.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Entities;

/**
 * The frame of every page: it says in its first lines, in both languages, that this is not the provider.
 *
 * @param provider the name a person knows
 * @param accent the colour of the button to go on
 * @param onAccent the colour of the text on it
 */
public record Page(boolean english, String provider, String accent, String onAccent) {
    private static final String FRAME = read();

    /** The page around some HTML. */
    public String around(String heading, String html) {
        return FRAME.formatted(english ? "en" : "ko", Entities.escape(heading), accent, onAccent, provider, html);
    }

    String choose(String inEnglish, String inKorean) {
        return english ? inEnglish : inKorean;
    }

    private static String read() {
        try (InputStream file = Page.class.getResourceAsStream("page.html")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
