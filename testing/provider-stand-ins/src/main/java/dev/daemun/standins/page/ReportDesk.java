package dev.daemun.standins.page;

import dev.daemun.standins.web.Refusal;
import dev.daemun.standins.web.Request;
import dev.daemun.standins.web.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;

/**
 * The page on which a person lets a provider report something about an account to the service, such as that its owner has left; and the same for
 * other processes.
 *
 * @param frame makes the page's frame, in English or not
 * @param cast the users, described in English or not
 */
public record ReportDesk(
        Function<Boolean, Page> frame, Function<Boolean, List<Person>> cast, List<Report> reports, Sender sender) {
    /** Sends a report about a user to the service. */
    @FunctionalInterface
    public interface Sender {
        /**
         * Sends it and returns the status of the service's answer; 0 where no service has named an address.
         *
         * @throws IOException when the service was not reached or took too long
         */
        int send(String user, Report report) throws IOException, InterruptedException;
    }

    /** The page. */
    public Response show(Request request) {
        return page(request, Optional.empty());
    }

    /** The page after a button was pressed. */
    public Response pressed(Request request) {
        int status = send(request);
        Page page = frame.apply(request.wantsEnglish());
        String told = status == 0
                ? page.choose("No service has named an address for reports.", "알림을 받을 주소를 등록한 서비스가 없습니다.")
                : page.choose("The service has answered with ", "서비스의 응답 코드: ") + status;
        return page(request, Optional.of(told));
    }

    /** The same for another process, from the parameters {@code user} and {@code event}. */
    public Response control(Request request) {
        return Response.json(200, Map.of("status", send(request)));
    }

    private int send(Request request) {
        String event = request.form().get("event").orElse("");
        Report report = reports.stream()
                .filter(one -> one.name().equals(event))
                .findFirst()
                .orElseThrow(() -> refusal("event must be one of "
                        + reports.stream().map(Report::name).collect(Collectors.joining(", "))));
        String user = request.form()
                .get("user")
                .filter(id ->
                        cast.apply(true).stream().anyMatch(person -> person.id().equals(id)))
                .orElseThrow(() -> refusal("user must be one of the cast"));
        try {
            return sender.send(user, report);
        } catch (IOException e) {
            throw new Refusal(Response.json(502, Map.of("error", "the service was not reached in time")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Response.json(503, Map.of("error", "interrupted")));
        }
    }

    private static Refusal refusal(String error) {
        return new Refusal(Response.json(400, Map.of("error", error)));
    }

    private Response page(Request request, Optional<String> told) {
        Page page = frame.apply(request.wantsEnglish());
        String chosen = request.form().get("user").orElse("");
        List<Person> people = cast.apply(page.english());
        String radios = people.stream()
                .map(person -> person.radio(
                        chosen.isEmpty()
                                ? person.equals(people.get(0))
                                : person.id().equals(chosen)))
                .collect(Collectors.joining());
        String buttons = reports.stream()
                .map(report -> "<button name=\"event\" value=\"%s\">%s</button>\n"
                        .formatted(report.name(), Entities.escape(page.choose(report.inEnglish(), report.inKorean()))))
                .collect(Collectors.joining());
        return Response.html(
                200,
                page.around(page.choose("An account at " + page.provider(), page.provider() + " 계정"), """
                        %s<form method="post">
                        <fieldset>
                        <legend>%s</legend>
                        %s
                        </fieldset>
                        <h2>%s</h2>
                        <div class="actions">
                        %s</div>
                        </form>
                        """.formatted(
                                told.map(text -> "<p role=\"status\">" + Entities.escape(text) + "</p>\n")
                                        .orElse(""),
                                page.choose("Whose account?", "누구의 계정인가요?"),
                                radios,
                                page.choose("What happens to it?", "무슨 일이 일어나나요?"),
                                buttons)));
    }
}
