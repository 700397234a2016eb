package dev.daemun.standins.google;

import java.util.List;
import java.util.Optional;

/** The users that are there from the start; the README says what each is for. */
final class Cast {
    private Cast() {}

    static List<GoogleUser> all() {
        return List.of(
                user("110000000000000000001", "Gmail address", "Gmail 주소", "Garam", "garam@gmail.com", true, null),
                user(
                        "110000000000000000002",
                        "Address not verified",
                        "인증하지 않은 주소",
                        "Unha",
                        "unverified@example.com",
                        false,
                        null),
                user(
                        "110000000000000000003",
                        "Workspace account (hosted domain)",
                        "Workspace 계정 (hd)",
                        "Haneul",
                        "haneul@company.example",
                        true,
                        "company.example"),
                user(
                        "110000000000000000004",
                        "Verified address equal to a Kakao user's",
                        "Kakao 사용자와 같은 인증된 주소",
                        "Sora",
                        "shared@example.com",
                        true,
                        null),
                user(
                        "110000000000000000005",
                        "Unverified address equal to another account's",
                        "다른 계정과 같은 미인증 주소",
                        "Dokki",
                        "shared@example.com",
                        false,
                        null));
    }

    private static GoogleUser user(
            String sub, String title, String titleKo, String name, String email, boolean verified, String domain) {
        return new GoogleUser(sub, title, titleKo, name, "Kim", email, verified, Optional.ofNullable(domain));
    }
}
