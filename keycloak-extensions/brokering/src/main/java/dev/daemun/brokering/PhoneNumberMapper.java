package dev.daemun.brokering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Puts a provider's phone number into a user attribute in the form that other systems expect (ITU-T E.164). A provider's jar that uses this
 * class must bring libphonenumber.
 */
public abstract class PhoneNumberMapper extends DerivedAttributeMapper {
    private final ProviderKind kind;

    protected PhoneNumberMapper(ProviderKind kind) {
        this.kind = kind;
    }

    /** The number as the provider writes it; an empty text where it has none. */
    protected abstract String number(JsonNode answer);

    @Override
    public final String getId() {
        return kind.id() + "-phone-number-mapper";
    }

    @Override
    public final String[] getCompatibleProviders() {
        return new String[] {kind.id()};
    }

    @Override
    public final String getDisplayType() {
        return kind.name() + " phone number";
    }

    @Override
    public final String getHelpText() {
        return "Keeps the phone number as +821012345678. One that cannot exist is left out, and leaves the attribute as it"
                + " is.";
    }

    @Override
    protected final String defaultAttribute() {
        return "phoneNumber";
    }

    @Override
    protected final Optional<String> value(JsonNode answer) {
        return PhoneNumber.e164(number(answer));
    }
}
