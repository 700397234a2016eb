package dev.daemun.standins.apple;

import dev.daemun.standins.apple.Apple.Consent;
import dev.daemun.standins.page.Page;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.page.Report;
import dev.daemun.standins.page.ReportDesk;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What Apple tells a client about a person, by a click or by another process. */
final class Reports {
    private static final Set<String> ENDS_THE_CONSENT = Set.of("consent-revoked", "account-delete");

    private static final List<Report> ALL = List.of(
            Report.of(
                    "consent-revoked",
                    "Leave: stop using Apple Account with the service",
                    "나가기: 이 서비스에서 Apple 계정 사용 중단"),
            Report.of("account-delete", "The Apple Account is deleted", "Apple 계정 삭제"),
            Report.of("email-disabled", "Mail through the relay is switched off", "이메일 전달 끄기"),
            Report.of("email-enabled", "Mail through the relay is switched on again", "이메일 전달 켜기"));

    private final Apple apple;
    private final Map<AppleClient, URI> receivers = new ConcurrentHashMap<>();

    Reports(Apple apple) {
        this.apple = apple;
    }

    /** Reports to this address from now on. */
    void to(AppleClient client, URI receiver) {
        receivers.put(client, receiver);
    }

    ReportDesk desk() {
        return new ReportDesk(Reports::frame, english -> cast(apple, english), ALL, this::send);
    }

    static Page frame(boolean english) {
        return new Page(english, "Apple", "#000000", "#ffffff");
    }

    static List<Person> cast(Apple apple, boolean english) {
        return apple.users.values().stream()
                .map(user -> new Person(user.sub(), user.name(), user.email(), english ? user.title() : user.titleKo()))
                .toList();
    }

    private int send(String user, Report report) throws IOException, InterruptedException {
        int status = 0;
        for (Map.Entry<AppleClient, URI> receiver : receivers.entrySet()) {
            if (ENDS_THE_CONSENT.contains(report.name())) {
                apple.revoke(new Consent(receiver.getKey().clientId(), user));
            }
            status = new AppleNotifications(apple)
                    .send(receiver.getKey(), user, report.name(), receiver.getValue())
                    .statusCode();
        }
        return status;
    }
}
