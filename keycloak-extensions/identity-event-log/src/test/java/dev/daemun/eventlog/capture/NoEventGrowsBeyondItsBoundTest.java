package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.IdentityEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoEventGrowsBeyondItsBoundTest {
    @ParameterizedTest
    @CsvSource({"6000, 240", "100000, 4", "1, 30000", "3000, 255"})
    void whateverTheRolesAre(int count, int length) {
        List<String> names = names(count, length);
        Draft whole = draft(names);
        whole.data.putArray("roles").addObject().put("role", "composite");
        List<Draft> parts = whole.divided();
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.data.toString()).hasSizeLessThanOrEqualTo(Parts.MOST_CHARACTERS));
        List<String> told = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (Draft part : parts) {
            part.data.path("effectiveRoles").forEach(name -> told.add(name.asText()));
            numbers.add(part.data.path("part").asInt(1));
            assertThat(part.data.path("role").asText()).isEqualTo("composite");
            assertThat(part.data.path("parts").asInt(1)).isEqualTo(parts.size());
            assertThat(part.partitionKey).isEqualTo("role-id");
            assertThat(part.type()).isEqualTo(IdentityEventType.ROLE_DELETED);
        }
        assertThat(told).isEqualTo(names);
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, parts.size()).boxed().toList());
        assertThat(parts.stream()
                        .mapToInt(part -> part.data.path("roles").size())
                        .sum())
                .as("no other list is repeated")
                .isEqualTo(1);
    }

    @Test
    void aUsualOneStaysWhole() {
        Draft whole = draft(names(50, 40));
        assertThat(whole.divided()).containsExactly(whole);
        assertThat(whole.data.has("part")).isFalse();
    }

    private static Draft draft(List<String> effectiveRoles) {
        return new Draft(
                        IdentityEventType.ROLE_DELETED,
                        "realm-id",
                        new Issuer(null, null, "daemun", "/realms/daemun"),
                        true)
                .thing("role-id")
                .fact("role", "composite")
                .fact("effectiveRoles", effectiveRoles);
    }

    private static List<String> names(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("%-" + length + "d", i).replace(' ', 'r'))
                .toList();
    }
}
