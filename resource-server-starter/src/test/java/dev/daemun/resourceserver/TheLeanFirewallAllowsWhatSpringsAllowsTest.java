package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

class TheLeanFirewallAllowsWhatSpringsAllowsTest {
    @ParameterizedTest
    @MethodSource("rules")
    void whicheverCharacterItIs(Predicate<String> rule) {
        Predicate<String> lean = HeaderValues.asAllowedBy(rule);
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).mapToObj(Character::toString))
                .allSatisfy(character -> {
                    for (String value : new String[] {character, "Bearer a" + character, character + "b"}) {
                        assertThat(lean.test(value))
                                .as("%x", character.codePointAt(0))
                                .isEqualTo(rule.test(value));
                    }
                });
        assertThat(lean.test("")).isEqualTo(rule.test(""));
    }

    /** Eight characters are looked at together, and those at the end one by one. */
    @ParameterizedTest
    @MethodSource("rules")
    void whereverItStands(Predicate<String> rule) {
        Predicate<String> lean = HeaderValues.asAllowedBy(rule);
        for (int length : new int[] {1, 8, 19}) {
            for (int at = 0; at < length; at++) {
                for (char around : new char[] {' ', 'A', '~'}) {
                    StringBuilder value =
                            new StringBuilder(String.valueOf(around).repeat(length));
                    for (char character = 0; character < 0x180; character++) {
                        value.setCharAt(at, character);
                        assertThat(lean.test(value.toString()))
                                .as("%x at %d of %d", (int) character, at, length)
                                .isEqualTo(rule.test(value.toString()));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void andWhatIsPlainIsNotAskedAbout(Predicate<String> rule) {
        Predicate<String> lean = HeaderValues.asAllowedBy(value -> {
            throw new AssertionError(value);
        });
        String plain =
                IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).reduce("", String::concat);
        assertThat(lean.test(plain)).isEqualTo(rule.test(plain)).isTrue();
    }

    @Test
    void aHeaderThatIsNotThereIsAsked() {
        assertThat(HeaderValues.asAllowedBy(Objects::isNull).test(null)).isTrue();
        assertThat(HeaderValues.asAllowedBy(Objects::nonNull).test(null)).isFalse();
    }

    static Stream<Predicate<String>> rules() {
        return Stream.of(
                StrictHttpFirewall.ALLOWED_HEADER_NAMES,
                StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES,
                StrictHttpFirewall.ALLOWED_HEADER_VALUES,
                StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES);
    }
}
