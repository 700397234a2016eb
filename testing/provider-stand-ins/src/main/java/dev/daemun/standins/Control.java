package dev.daemun.standins;

import dev.daemun.standins.page.ReportDesk;
import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import dev.daemun.standins.web.Site;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What other processes can do: move the clock, by {@code POST /control/clock} with {@code advance=PT24H}, and let a provider report something
 * about an account, by {@code POST /control/reports} with {@code provider=kakao&user=1001&event=user-unlinked}.
 *
 * @param desks by the name of the provider
 */
record Control(AdjustableClock clock, Map<String, ReportDesk> desks) {
    void on(Site site) {
        site.on("GET", "control", "/clock", request -> now())
                .on("POST", "control", "/clock", this::advance)
                .on("POST", "control", "/reports", this::report);
    }

    private Response report(Request request) {
        ReportDesk desk = desks.get(request.form().get("provider").orElse(""));
        if (desk == null) {
            throw new Refusal(Response.json(400, Map.of("error", "provider must be one of " + desks.keySet())));
        }
        return desk.control(request);
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
