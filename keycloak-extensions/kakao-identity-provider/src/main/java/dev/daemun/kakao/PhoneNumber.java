package dev.daemun.kakao;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;

/**
 * A phone number as Kakao writes it. Its documentation gives {@code +82 00-0000-0000} as the form and
 * {@code +82 010-1234-5678} as the example, so no pattern of ours would be right.
 */
final class PhoneNumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneNumber() {}

    /** In E.164, or nothing when there can be no such number. */
    static Optional<String> e164(String written) {
        try {
            var number = NUMBERS.parse(written, "KR");
            return NUMBERS.isValidNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
