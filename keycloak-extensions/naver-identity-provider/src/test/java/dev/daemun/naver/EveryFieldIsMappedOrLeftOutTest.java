package dev.daemun.naver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.brokering.PhoneNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryFieldIsMappedOrLeftOutTest {
    @ParameterizedTest
    @CsvSource({
        "1990, 11-30, 1990-11-30",
        "2000, 02-29, 2000-02-29",
        "2001, 02-29, ",
        "1990, 13-01, ",
        "1990, '', ",
        "'', 11-30, ",
        "0000, 11-30, ",
        "1990, 1130, ",
        "90, 11-30, "
    })
    void yearAndDayAreOneDateOrNone(String year, String day, String date) {
        assertThat(new NaverBirthdateMapper()
                        .value(IdentityIsTheIdInResponseTest.account(
                                        "{'id':'1','birthyear':'" + year + "','birthday':'" + day + "'}")
                                .profile()))
                .isEqualTo(java.util.Optional.ofNullable(date));
    }

    @ParameterizedTest
    @CsvSource({
        "010-1234-5678, +821012345678",
        "+82 10-1234-5678, +821012345678",
        "+1 650-253-0000, +16502530000",
        "010-0000, ",
        "'', "
    })
    void aPhoneNumberIsInE164OrLeftOut(String written, String e164) {
        assertThat(PhoneNumber.e164(new NaverPhoneNumberMapper()
                        .number(IdentityIsTheIdInResponseTest.account("{'id':'1','mobile':'" + written + "'}")
                                .profile())))
                .isEqualTo(java.util.Optional.ofNullable(e164));
    }

    @org.junit.jupiter.api.Test
    void declinedItemsGiveNothing() {
        var profile = IdentityIsTheIdInResponseTest.account("{'id':'1'}").profile();
        assertThat(new NaverBirthdateMapper().value(profile)).isEmpty();
        assertThat(PhoneNumber.e164(new NaverPhoneNumberMapper().number(profile)))
                .isEmpty();
    }
}
