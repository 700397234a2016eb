package dev.daemun.standins.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Entities;

/**
 * The frame around every page. Its first lines say in Korean and English that this is not the real provider.
 *
 * @param provider the provider's name as people know it
 * @param accent the colour of the button that continues
 * @param onAccent the colour of that button's text
 */
public record Page(boolean english, String provider, String accent, String onAccent) {
    private static final String FRAME = read();

    /** The whole page, with this HTML as its content. */
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
