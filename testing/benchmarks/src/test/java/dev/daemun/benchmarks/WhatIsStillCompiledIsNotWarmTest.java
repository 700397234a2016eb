package dev.daemun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIsStillCompiledIsNotWarmTest {
    @ParameterizedTest(name = "{0} then {1} µs, compiling {2}: {3}")
    @CsvSource({
        // As it was measured while a service was compiled that took 58 in the end.
        "348.8, 351.6, 0.97, false",
        "103.9, 60.0, 0.01, false",
        "60.0, 103.9, 0.01, false",
        "60.0, 58.0, 0.01, true",
        "58.0, 60.0, 0.01, true",
    })
    void unlessTwoMeasurementsAgreeAndLittleIsLeftToCompile(double before, double now, double compiling, boolean warm) {
        assertThat(new Window(now, compiling).isWarmAfter(new Window(before, 0)))
                .isEqualTo(warm);
    }
}
