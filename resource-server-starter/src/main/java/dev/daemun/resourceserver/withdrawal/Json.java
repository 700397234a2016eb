package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.Answer;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that comes from elsewhere. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The value in an answer; an answer that has none, or something else, is a failure like any other. */
    static <T> T read(Answer answer, Class<T> type) throws IOException {
        try {
            T value = MAPPER.readValue(answer.body(), type);
            if (value != null) {
                return value;
            }
            throw new IOException(answer.address() + " answered with nothing");
        } catch (JacksonException e) {
            // Not as the cause: its message quotes the answer, which may be a token.
            throw new IOException(answer.address() + " answered with something else than the JSON that it should");
        }
    }
}
