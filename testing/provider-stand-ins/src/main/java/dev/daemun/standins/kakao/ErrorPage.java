package dev.daemun.standins.kakao;

import dev.daemun.standins.page.Page;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Response;
import org.jsoup.nodes.Entities;

/** Kakao shows this page for such mistakes and does not redirect to the app. Its HTTP status is not documented. */
record ErrorPage(boolean english) {
    Refusal refusal(String code, String description) {
        String heading = english ? "Bad request" : "잘못된 요청";
        return new Refusal(Response.html(
                400,
                new Page(english, "Kakao", "#fee500", "#191919")
                        .around(heading + " (" + code + ")", "<p>" + Entities.escape(description) + "</p>")));
    }
}
