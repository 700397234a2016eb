package dev.daemun.brokering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersComeOutInE164Test {

    @ParameterizedTest
    @CsvSource({
        "+82 010-1234-5678, +821012345678",
        "+82 10-1234-5678, +821012345678",
        "+82 10 1234 5678, +821012345678",
        "010-1234-5678, +821012345678",
        "+82 02-312-3456, +8223123456",
        "+1 650-253-0000, +16502530000"
    })
    void inOneForm(String written, String e164) {
        assertThat(PhoneNumber.e164(written)).contains(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+82 00-0000-0000", "+82", "none", "+82 010-1234-56789012345", "+999 1234567"})
    void noNumberIsNoNumber(String written) {
        assertThat(PhoneNumber.e164(written)).isEmpty();
    }
}
