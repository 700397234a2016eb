package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock that a killed process has left behind is told from one whose holder still works. */
class AKilledApplyHoldsNobodyUpTest {
    private static final String MACHINE = "this-machine";
    private static final LockHolder HERE =
            LockHolder.of(MACHINE, ProcessHandle.current()).orElseThrow();

    @Test
    void aKilledProcessIsGoneAndALivingOneIsNot() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "600").start();
        LockHolder holder = LockHolder.of(MACHINE, process.toHandle()).orElseThrow();
        assertThat(holder.isGone(HERE)).isFalse();
        process.destroyForcibly().waitFor();
        assertThat(holder.isGone(HERE)).isTrue();
    }

    @Test
    void anotherProcessWithItsNumberIsNotTheSame() {
        assertThat(new LockHolder(MACHINE, HERE.process(), HERE.started() - 60_000).isGone(HERE))
                .isTrue();
        assertThat(HERE.isGone(HERE)).isFalse();
    }

    /** Whoever runs elsewhere can't be seen from here. */
    @Test
    void nobodyElsewhereIsCalledGone() {
        assertThat(new LockHolder("another-machine", Integer.MAX_VALUE, 1).isGone(HERE))
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theTextSaysAllOfIt() {
        LockHolder here = LockHolder.here().orElseThrow();
        assertThat(LockHolder.parse(here.text())).contains(here);
        assertThat(here.isGone(here)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/b/c", "a/1", "a/1/2/3", "a/99999999999999999999/1"})
    void nonsenseNamesNobody(String text) {
        assertThat(LockHolder.parse(text)).isEmpty();
    }
}
