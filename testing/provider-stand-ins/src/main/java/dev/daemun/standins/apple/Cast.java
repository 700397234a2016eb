package dev.daemun.standins.apple;

import java.util.List;
import java.util.Optional;

/** The users that are there from the start; the README says what each is for. */
final class Cast {
    private Cast() {}

    static List<AppleUser> all() {
        return List.of(
                new AppleUser(
                        "001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101",
                        "Name and address given",
                        "이름과 주소 제공",
                        "하나",
                        "정",
                        Optional.of("hana@example.com"),
                        true,
                        false,
                        false),
                new AppleUser(
                        "001002.1b2c3d4e5f60718293a4b5c6d7e8f90a.0202",
                        "Hides the address behind Apple's relay",
                        "나의 이메일 가리기",
                        "두리",
                        "한",
                        Optional.of("x7k2m9q4wd@privaterelay.appleid.com"),
                        true,
                        true,
                        false),
                new AppleUser(
                        "001003.2c3d4e5f60718293a4b5c6d7e8f90a1b.0303",
                        "Booleans as text",
                        "불리언이 문자열",
                        "세라",
                        "오",
                        Optional.of("sera@example.com"),
                        true,
                        false,
                        true),
                new AppleUser(
                        "001004.3d4e5f60718293a4b5c6d7e8f90a1b2c.0404",
                        "No address (account of a school)",
                        "이메일 없음 (학교 계정)",
                        "나래",
                        "윤",
                        Optional.empty(),
                        false,
                        false,
                        false),
                new AppleUser(
                        "001005.4e5f60718293a4b5c6d7e8f90a1b2c3d.0505",
                        "Address not verified, as text",
                        "인증하지 않은 주소 (문자열)",
                        "다온",
                        "서",
                        Optional.of("unverified@example.com"),
                        false,
                        false,
                        true),
                new AppleUser(
                        "001006.5f60718293a4b5c6d7e8f90a1b2c3d4e.0606",
                        "Verified address equal to a Kakao user's",
                        "카카오 사용자와 같은 인증된 주소",
                        "소라",
                        "김",
                        Optional.of("shared@example.com"),
                        true,
                        false,
                        false),
                new AppleUser(
                        "001007.60718293a4b5c6d7e8f90a1b2c3d4e5f.0707",
                        "Shares no name",
                        "이름을 제공하지 않음",
                        "",
                        "",
                        Optional.of("nameless@example.com"),
                        true,
                        false,
                        false));
    }
}
