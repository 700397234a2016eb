package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes that are real, but only wait. */
class ARestartDoesNotEndThePlatformTest {
    @TempDir
    private Path directory;

    private final List<ManagedProcess> started = new ArrayList<>();
    private ProcessFile file;
    private Processes processes;
    private Server server;
    private boolean answers = true;

    @BeforeEach
    void aServer() {
        file = new ProcessFile(directory.resolve("processes"));
        processes = new Processes(file);
        server = new Server(processes, this::startWaiting);
        server.start();
        server.awaitReady();
    }

    @AfterEach
    void endAll() {
        processes.close();
    }

    @Test
    void theOldProcessIsGoneBeforeItsJarIsReplacedAndANewOneRuns() {
        List<Boolean> aliveMeanwhile = new ArrayList<>();
        server.restart(() -> aliveMeanwhile.add(first().handle().isAlive()));
        assertThat(aliveMeanwhile).containsExactly(false);
        assertThat(last().handle().isAlive()).isTrue();
        assertThat(processes.endedByItself()).isNotDone();
    }

    @Test
    void aProcessThatEndsByItselfEndsThePlatform() throws Exception {
        server.restart(() -> {});
        last().kill();
        assertThat(processes.endedByItself().get(1, TimeUnit.MINUTES)).isSameAs(last());
    }

    @Test
    void whatDoesNotStartIsTriedOnceMore() {
        answers = false;
        assertThatThrownBy(() -> server.restart(() -> {})).isInstanceOf(PlatformException.class);
        last().kill();
        answers = true;
        server.restart(() -> {});
        assertThat(last().handle().isAlive()).isTrue();
        assertThat(processes.endedByItself()).isNotDone();
    }

    @Test
    void theNewProcessIsEndedByStopToo() {
        server.restart(() -> {});
        assertThat(file.running()).contains(last().handle());
    }

    @Test
    void nothingIsLeftOfARestartDuringTheEnd() {
        assertThatThrownBy(() -> server.restart(processes::close)).hasMessageContaining("being stopped");
        assertThat(started).noneMatch(process -> process.handle().isAlive());
    }

    private Server.Started startWaiting() {
        ManagedProcess process =
                ManagedProcess.start("waiting", List.of("sleep", "600"), Map.of(), directory, line -> {});
        started.add(process);
        return new Server.Started(process, () -> {
            if (!answers) {
                throw new PlatformException("It did not answer.");
            }
        });
    }

    private ManagedProcess first() {
        return started.get(0);
    }

    private ManagedProcess last() {
        return started.get(started.size() - 1);
    }
}
