package dev.daemun.apple.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.StorableText;
import java.util.Optional;

/**
 * The name that a person gave to Apple for this app.
 *
 * @param first null where none was given
 * @param last null where none was given
 */
public record PersonName(String first, String last) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nobody's name takes more; the field comes through the person's browser, unsigned. */
    private static final int LONGEST_FIELD = 4_096;

    /**
     * Reads the form field {@code user}, which Apple sends with a person's first consent only.
     *
     * @return nothing where it has no name
     */
    public static Optional<PersonName> in(String userField) {
        if (userField == null || userField.length() > LONGEST_FIELD) {
            return Optional.empty();
        }
        try {
            JsonNode name = JSON.readTree(userField).path("name");
            PersonName read = new PersonName(
                    StorableText.name(name.path("firstName").textValue()),
                    StorableText.name(name.path("lastName").textValue()));
            return read.first() == null && read.last() == null ? Optional.empty() : Optional.of(read);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
