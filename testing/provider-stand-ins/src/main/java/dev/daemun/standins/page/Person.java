package dev.daemun.standins.page;

import java.util.Optional;
import org.jsoup.nodes.Entities;

/** A user of the cast, as a page offers it. */
public record Person(String id, String name, Optional<String> email, String title) {
    String radio(boolean chosen) {
        return """
                <label class="person"><input type="radio" name="user" value="%s"%s><span><strong>%s</strong> \
                <span>%s</span><span class="title">%s</span></span></label>
                """.formatted(
                        Entities.escape(id),
                        chosen ? " checked" : "",
                        Entities.escape(name),
                        Entities.escape(email.orElse("")),
                        Entities.escape(title));
    }
}
