package dev.daemun.standins.google;

import dev.daemun.standins.page.Page;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.page.Report;
import dev.daemun.standins.page.ReportDesk;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What Google reports to the clients that have registered for Cross-Account Protection. */
final class Reports {
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
    private static final Report REVOKED = Report.of(
            "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked",
            "Leave: remove the service's access",
            "나가기: 서비스의 액세스 권한 삭제");

    private static final List<Report> ALL = List.of(
            REVOKED,
            Report.of(RISC + "sessions-revoked", "Sign out everywhere", "모든 기기에서 로그아웃"),
            new Report(
                    RISC + "account-disabled",
                    Map.of("reason", "hijacking"),
                    "The account is disabled: hijacked",
                    "계정 정지: 도용됨"),
            Report.of(RISC + "account-enabled", "The account is enabled again", "계정 정지 해제"),
            Report.of(RISC + "account-purged", "The account is deleted", "계정 삭제"),
            Report.of(RISC + "account-credential-change-required", "A new password is needed", "비밀번호 변경 필요"),
            new Report(
                    RISC + "verification",
                    Map.of("state", "pressed-by-hand"),
                    "Try whether reports arrive",
                    "알림이 도착하는지 확인"));

    private final Google google;
    private final Map<GoogleClient, URI> receivers = new ConcurrentHashMap<>();

    Reports(Google google) {
        this.google = google;
    }

    /** Reports to this address from now on. */
    void to(GoogleClient client, URI receiver) {
        receivers.put(client, receiver);
    }

    ReportDesk desk() {
        return new ReportDesk(Reports::frame, this::cast, ALL, this::send);
    }

    static Page frame(boolean english) {
        return new Page(english, "Google", "#0b57d0", "#ffffff");
    }

    private List<Person> cast(boolean english) {
        return cast(google, english);
    }

    static List<Person> cast(Google google, boolean english) {
        return google.users.values().stream()
                .map(user -> new Person(
                        user.sub(), user.name(), Optional.of(user.email()), english ? user.title() : user.titleKo()))
                .toList();
    }

    private int send(String user, Report report) throws IOException, InterruptedException {
        int status = 0;
        for (Map.Entry<GoogleClient, URI> receiver : receivers.entrySet()) {
            if (report.equals(REVOKED)) {
                google.revoke(receiver.getKey(), user);
            }
            status = new GoogleEvents(google)
                    .send(receiver.getKey(), user, report.event(), report.details(), receiver.getValue())
                    .statusCode();
        }
        return status;
    }
}
