package dev.daemun.times;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryTestAndProcessIsCountedTest {
    @TempDir
    private Path project;

    @ParameterizedTest
    @CsvSource({
        "java -jar /p/a/target/surefire/surefirebooter-1.jar, unit tests",
        "java -jar /p/system-tests/target/surefire/surefirebooter-1.jar, integration tests",
        "java -classpath boot/plexus-classworlds-2.8.0.jar org.codehaus.plexus.classworlds.launcher.Launcher, Maven",
        "java -Dkc.home.dir=/k io.quarkus.bootstrap.runner.QuarkusEntryPoint start-dev, Keycloak",
        "java -cp libs/* kafka.Kafka server.properties, Kafka",
        "java -jar /p/services/api-gateway.jar --server.port=1, api-gateway",
        "/usr/lib/chromium/chromium --headless, browser",
        "/usr/lib/chromium/chromium-headless-shell --headless, browser",
        "postgres: checkpointer, PostgreSQL",
        "/bin/sh -c true, other"
    })
    void aProcessIsKnownByItsCommand(String command, String kind) {
        assertThat(Times.kindOf(command)).isEqualTo(kind);
        Times.Row row = new Times.Row("process: " + Times.kindOf(command), Times.nameOf(command), 1, 2);
        assertThat(Times.Row.of(row.line()))
                .as("as it is read from the file again")
                .isEqualTo(row);
    }

    @Test
    void aProcessOfThisRunIsSeenAndItsParentIsNot() throws Exception {
        Times.Watch watch = new Times.Watch(ProcessHandle.current().pid(), Instant.now());
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            watch.look();
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(watch.rows()).extracting(Times.Row::name).contains("sleep 60");
        assertThat(watch.rows()).extracting(Times.Row::kind).containsOnly("process: other");
    }

    /** Such a process has no command line any more, until its parent has taken note of its end. */
    @Test
    void aProcessThatHasEndedKeepsItsNameAndItsTime() throws Exception {
        Times.Watch watch = new Times.Watch(ProcessHandle.current().pid(), Instant.now());
        String busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; read line";
        // What runs in the background has no input but what it is given by another number.
        Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; sh -c '" + busy + "' <&3 & exec sleep 60").start();
        try {
            ProcessHandle child = await().until(() -> parent.children().findAny(), Optional::isPresent)
                    .orElseThrow();
            await().until(() -> child.info().totalCpuDuration().orElseThrow().toMillis() > 0);
            watch.look();
            parent.getOutputStream().close();
            await().until(() -> child.info().commandLine().isEmpty());
            watch.look();
        } finally {
            parent.destroyForcibly();
            assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(watch.rows())
                .filteredOn(row -> row.name().contains("while"))
                .singleElement()
                .satisfies(row -> assertThat(row.cpuMillis()).isPositive());
        assertThat(watch.rows()).extracting(Times.Row::name).doesNotContain("");
    }

    @Test
    void theReportAddsTestsAndStartsAndSumsUp() throws IOException {
        Path csv = Files.writeString(project.resolve("times.csv"), "process: Keycloak,90000,14500,java, of a home\n");
        Path reports = Files.createDirectories(project.resolve("m/target/failsafe-reports"));
        Files.writeString(
                reports.resolve("TEST-a.B.xml"),
                "<testsuite><testcase classname=\"a.ThePromiseIT\" name=\"holds(int)[1]\" time=\"1,002.500\"/></testsuite>");
        Files.writeString(project.resolve("m/target/starts.csv"), "start of Keycloak,9000,11000,shared\n");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Times.report(csv, project, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(csv)
                .content()
                .contains("integration test,1002500,0,ThePromiseIT.holds(int)[1]")
                .contains("start of Keycloak,9000,11000,shared")
                .contains("process: Keycloak,90000,14500,java, of a home");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("process: Keycloak +1 +90\\.0 +14\\.5")
                .containsSubsequence("1002.5", "ThePromiseIT.holds", "9.0", "shared");
    }
}
