package dev.daemun.standins.kakao;

import java.util.List;
import java.util.Optional;

/** One of Kakao's consent items, and the members of {@code kakao_account} that an app gets with it. */
record ConsentItem(
        String scope, String agreementPrefix, String displayName, String displayNameKo, List<String> members) {
    static final ConsentItem IMAGE = item("profile_image", "Profile image", "프로필 사진", "profile");

    /** All of them, in the order of Kakao's answers. */
    static final List<ConsentItem> ALL = List.of(
            item("profile_nickname", "Nickname", "닉네임", "profile"),
            IMAGE,
            new ConsentItem(
                    "account_email",
                    "email",
                    "Email",
                    "카카오계정(이메일)",
                    List.of("is_email_valid", "is_email_verified", "email")),
            item("name", "Name", "이름", "name"),
            item("age_range", "Age range", "연령대", "age_range"),
            item("birthyear", "Birth year", "출생 연도", "birthyear"),
            item("birthday", "Birthday", "생일", "birthday", "birthday_type", "is_leap_month"),
            item("gender", "Gender", "성별", "gender"),
            item("phone_number", "Phone number", "카카오계정(전화번호)", "phone_number"),
            new ConsentItem("account_ci", "ci", "CI", "CI(연계정보)", List.of("ci", "ci_authenticated_at")));

    private static ConsentItem item(String scope, String displayName, String displayNameKo, String... members) {
        return new ConsentItem(scope, scope, displayName, displayNameKo, List.of(members));
    }

    static Optional<ConsentItem> ofScope(String scope) {
        return ALL.stream().filter(item -> item.scope.equals(scope)).findFirst();
    }
}
