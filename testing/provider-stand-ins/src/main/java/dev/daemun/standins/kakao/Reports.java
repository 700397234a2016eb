package dev.daemun.standins.kakao;

import dev.daemun.standins.page.Page;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.page.Report;
import dev.daemun.standins.page.ReportDesk;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What Kakao reports to the apps that have registered an account status webhook. */
final class Reports {
    private static final String OAUTH = "https://schemas.openid.net/secevent/oauth/event-type/";
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
    private static final Report UNLINKED = new Report(
            OAUTH + "user-unlinked",
            Map.of("reason", "UNLINK_FROM_APPS"),
            "Leave Kakao: disconnect the service",
            "카카오에서 나가기: 서비스 연결 끊기");

    private static final List<Report> ALL = List.of(
            UNLINKED,
            Report.of(RISC + "sessions-revoked", "Sign out everywhere", "모든 기기에서 로그아웃"),
            Report.of(OAUTH + "tokens-revoked", "Withdraw all tokens of the service", "서비스의 토큰 모두 철회"),
            Report.of(OAUTH + "token-revoked", "Withdraw one token of the service", "서비스의 토큰 하나 철회"),
            Report.of(RISC + "account-disabled", "The account is disabled", "계정 정지"),
            Report.of(RISC + "account-enabled", "The account is enabled again", "계정 정지 해제"),
            Report.of(RISC + "account-purged", "The account is deleted", "계정 삭제"),
            Report.of(RISC + "account-credential-change-required", "A new password is needed", "비밀번호 변경 필요"),
            Report.of(RISC + "credential-compromise", "Somebody knows the password", "비밀번호 유출"));

    private final Kakao kakao;
    private final Map<KakaoApp, URI> receivers = new ConcurrentHashMap<>();

    Reports(Kakao kakao) {
        this.kakao = kakao;
    }

    /** Reports to this address from now on. */
    void to(KakaoApp app, URI receiver) {
        receivers.put(app, receiver);
    }

    ReportDesk desk() {
        return new ReportDesk(Reports::frame, this::cast, ALL, this::send);
    }

    static Page frame(boolean english) {
        return new Page(english, "Kakao", "#fee500", "#191919");
    }

    private List<Person> cast(boolean english) {
        return Authorization.cast(kakao, english);
    }

    private int send(String user, Report report) throws IOException, InterruptedException {
        int status = 0;
        for (Map.Entry<KakaoApp, URI> receiver : receivers.entrySet()) {
            if (report.equals(UNLINKED)) {
                kakao.unlink(receiver.getKey(), Long.parseLong(user));
            }
            status = new KakaoWebhooks(kakao)
                    .accountStatus(
                            receiver.getKey(),
                            Long.parseLong(user),
                            report.event(),
                            report.details(),
                            receiver.getValue())
                    .statusCode();
        }
        return status;
    }
}
