package dev.daemun.standins.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Entities;

/**
 * The frame of every page: it says in the first line that this is not the provider.
 *
 * @param provider the name a person knows
 * @param accent the colour of the button to go on
 * @param onAccent the colour of the text on it
 */
public record Page(boolean english, String provider, String accent, String onAccent) {
    private static final String FRAME = read();

    /** The page around some HTML. */
    public String around(String heading, String html) {
        String notice = choose(
                "This is a stand-in for " + provider + ", for trying out. Never type a real password here.",
                "시험용 " + provider + " 대역입니다. 실제 비밀번호를 입력하지 마세요.");
        return FRAME.formatted(english ? "en" : "ko", Entities.escape(heading), accent, onAccent, notice, html);
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
