package dev.daemun.standins.apple;

import dev.daemun.standins.web.Response;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/** An answer that the browser posts to the app, from Apple's site to the app's (OAuth 2.0 Form Post Response Mode). */
final class FormPost {
    private FormPost() {}

    static Response of(String target, Map<String, String> fields) {
        String inputs = fields.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(Entities.escape(field.getKey()), Entities.escape(field.getValue())))
                .collect(Collectors.joining("\n"));
        return Response.html(200, """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Signing in</title></head>
                <body onload="document.forms[0].submit()">
                <form method="post" action="%s">
                %s
                <noscript><button>Continue</button></noscript>
                </form></body></html>
                """.formatted(Entities.escape(target), inputs));
    }
}
