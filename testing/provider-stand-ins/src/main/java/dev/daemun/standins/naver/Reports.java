package dev.daemun.standins.naver;

import dev.daemun.standins.page.Page;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.page.Report;
import dev.daemun.standins.page.ReportDesk;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What Naver tells the apps that have registered an address for its disconnect notice. */
final class Reports {
    private static final Report UNNOTICED =
            Report.of("disconnect-unnoticed", "Leave, and the notice is lost", "나가기: 알림은 전달되지 않음");
    private static final List<Report> ALL = List.of(
            Report.of("disconnect", "Leave Naver: disconnect the service", "네이버에서 나가기: 서비스 연결 끊기"),
            Report.of("account-deleted", "Delete the Naver account", "네이버 회원 탈퇴"),
            UNNOTICED);

    private final Naver naver;
    private final Map<NaverApp, URI> receivers = new ConcurrentHashMap<>();

    Reports(Naver naver) {
        this.naver = naver;
    }

    /** Tells this address from now on. */
    void to(NaverApp app, URI receiver) {
        receivers.put(app, receiver);
    }

    ReportDesk desk() {
        return new ReportDesk(Reports::frame, english -> cast(naver, english), ALL, this::send);
    }

    static Page frame(boolean english) {
        return new Page(english, english ? "Naver" : "네이버", "#03c75a", "#ffffff");
    }

    static List<Person> cast(Naver naver, boolean english) {
        return naver.users.values().stream()
                .map(user -> new Person(
                        user.id(),
                        user.text("name").or(() -> user.text("nickname")).orElse("—"),
                        user.text("email"),
                        english ? user.title() : user.titleKo()))
                .toList();
    }

    private int send(String user, Report report) throws IOException, InterruptedException {
        int status = 0;
        for (Map.Entry<NaverApp, URI> receiver : receivers.entrySet()) {
            if (report.equals(UNNOTICED)) {
                naver.unlink(receiver.getKey(), user);
            } else {
                status = new NaverNotices(naver)
                        .disconnect(receiver.getKey(), user, receiver.getValue())
                        .statusCode();
            }
        }
        return status;
    }
}
