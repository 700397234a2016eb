package dev.daemun.standins;

import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** The one thing that other processes can change: the clock, by {@code POST /control/clock} with {@code advance=PT24H}. */
record Control(AdjustableClock clock) {
    void on(Site site) {
        site.on("GET", "control", "/clock", request -> now()).on("POST", "control", "/clock", this::advance);
    }

    private Response advance(Request request) {
        String amount = request.form().get("advance").orElse("");
        try {
            clock.advance(Duration.parse(amount));
        } catch (DateTimeParseException e) {
            throw new Refusal(Response.json(400, Map.of("error", "advance must be an ISO 8601 duration")));
        }
        return now();
    }

    private Response now() {
        return Response.json(200, Map.of("now", clock.instant().toString()));
    }
}
