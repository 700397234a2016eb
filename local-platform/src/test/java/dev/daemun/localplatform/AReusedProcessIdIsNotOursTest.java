package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AReusedProcessIdIsNotOursTest {
    @TempDir
    private Path directory;

    @Test
    void onlyTheProcessThatStartedThenIsFound() throws IOException {
        Path file = directory.resolve("processes");
        ProcessFile processes = new ProcessFile(file);
        assertThat(processes.running()).isEmpty();

        processes.write(List.of(ProcessHandle.current()));
        assertThat(processes.running()).containsExactly(ProcessHandle.current());

        Files.writeString(file, ProcessHandle.current().pid() + " 12345\n");
        assertThat(processes.running()).isEmpty();
    }
}
