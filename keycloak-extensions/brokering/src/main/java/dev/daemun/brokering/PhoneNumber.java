package dev.daemun.brokering;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;

/**
 * A phone number as providers write it. Kakao's documentation gives {@code +82 00-0000-0000} as the form and
 * {@code +82 010-1234-5678} as the example, and Naver's {@code 010-0000-0000}, so no pattern of ours would be right. A provider's
 * jar that uses this class must bring libphonenumber.
 */
public final class PhoneNumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneNumber() {}

    /** In E.164, Korean where no country is named; nothing when there can be no such number. */
    public static Optional<String> e164(String written) {
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
