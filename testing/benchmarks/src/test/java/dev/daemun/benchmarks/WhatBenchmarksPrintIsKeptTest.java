package dev.daemun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhatBenchmarksPrintIsKeptTest {
    @Test
    void eachRowByTheNamesOfItsColumnsAndNumbersAsNumbers() {
        assertThat(MarkdownTable.in("""
                server on one core, load on another

                | | requests/s | of open | added | still accepted after 10 s |
                |---|---|---|---|---|
                | left open | 23266 | 1.00 | +0.0 | |
                | introspection | 1,381.5 | 0.02 | -763.2 | 5 of 20 |
                """.lines().toList()))
                .containsExactly(new MarkdownTable(List.of(
                        row("left open", number("23266"), number("1.00"), number("+0.0"), ""),
                        row("introspection", number("1381.5"), number("0.02"), number("-763.2"), "5 of 20"))));
    }

    @Test
    void severalTablesAndWhatIsLoggedBetweenTheirRows() {
        assertThat(MarkdownTable.in("""
                | roles | ns |
                |---|---|
                | 1 | 20 |
                12:00:00 INFO | a log line
                | 100,000 | 30 |

                | | s |
                |---|---|
                | a start | 0.5 |
                """.lines().toList()))
                .containsExactly(
                        new MarkdownTable(List.of(
                                Map.of("roles", number("1"), "ns", number("20")),
                                Map.of("roles", number("100000"), "ns", number("30")))),
                        new MarkdownTable(List.of(Map.of("what", "a start", "s", number("0.5")))));
    }

    private static Map<String, Object> row(String what, Object rate, Object ofOpen, Object added, Object accepted) {
        return Map.of(
                "what",
                what,
                "requests/s",
                rate,
                "of open",
                ofOpen,
                "added",
                added,
                "still accepted after 10 s",
                accepted);
    }

    private static BigDecimal number(String value) {
        return new BigDecimal(value);
    }
}
