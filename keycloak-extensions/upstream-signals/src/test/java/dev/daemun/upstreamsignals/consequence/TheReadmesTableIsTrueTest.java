package dev.daemun.upstreamsignals.consequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.upstreamsignals.token.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads the README's table of what means what, and asks for the consequence of each type in it. */
class TheReadmesTableIsTrueTest {
    private static final Pattern TYPE = Pattern.compile("`([a-z-]+)`");

    @Test
    void eachTypeIsInOneRowAndMeansWhatTheRowSays() throws IOException {
        Map<Signal, Consequence> written = new EnumMap<>(Signal.class);
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            List<String> cells = List.of(line.split("\\|", -1));
            if (cells.size() == 6 && cells.get(1).contains("`")) {
                Matcher types = TYPE.matcher(cells.get(1));
                while (types.find()) {
                    Signal signal = Signal.valueOf(
                            types.group(1).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
                    assertThat(written.put(signal, consequence(cells)))
                            .as("only one row")
                            .isNull();
                }
            }
        }
        assertThat(written).containsOnlyKeys(Signal.values());
        assertThat(written)
                .allSatisfy((signal, consequence) ->
                        assertThat(Consequence.of(signal)).isEqualTo(consequence));
    }

    private static Consequence consequence(List<String> cells) {
        String row = cells.get(2).strip() + ", " + cells.get(3).strip() + ", "
                + cells.get(4).strip();
        return switch (row) {
            case "end, stays, goes on" -> Consequence.SESSIONS_ENDED;
            case "end, ends, is a first sign-in again" -> Consequence.LINK_ENDED;
            case "end, stays, is held" -> Consequence.SIGN_IN_HELD;
            case "go on, stays, is released" -> Consequence.SIGN_IN_RELEASED;
            case "go on, stays, goes on" -> Consequence.NOTED;
            default -> throw new AssertionError("no consequence is written like this: " + row);
        };
    }
}
