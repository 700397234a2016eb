package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./run} itself, with a Maven and a Java that only write down how they were called. */
class RunSaysLittleOfABuildTest {
    private static final String SUCCEEDING = "echo '[INFO] Building Something 1.0 [1/1]'";
    private static final String FAILING =
            "echo '[INFO] noise'; echo '[WARNING] A.java:[7,1] is wrong'; echo '[ERROR] Line 7 is wrong'; exit 1";
    private static final String FAILING_OFFLINE =
            "case \" $* \" in *' -o '*) echo '[ERROR] Cannot access central in offline mode'; exit 1;; esac";

    @TempDir
    private Path project;

    private record Ended(int status, String output) {}

    @BeforeEach
    void aProject() throws IOException {
        Files.copy(Path.of("../run").toAbsolutePath(), project.resolve("run"));
        write("local-platform/newest-jdk.sh", "export PATH=\"$PWD/bin:$PATH\"");
        write("pom.xml", "");
        write("a/b/pom.xml", "");
        write("a/src/main/x", "");
        write("a/b/src/main/x", "");
        write("realm-config/realm/x", "");
        write("sample-web-app/package.json", "");
        write("sample-web-app/src/x", "");
        write("local-platform/target/platform/services/x", "");
        write("keycloak-extensions/token-mappers/pom.xml", "");
        program("bin/java", "echo \"java $*\"");
        program("mvnw", SUCCEEDING);
    }

    @Test
    void aBuildThatSucceedsIsOneLine() throws Exception {
        write("local-platform/target/platform/.built", "");
        Files.setLastModifiedTime(project.resolve("local-platform/target/platform/.built"), longAgo());
        Ended run = run();
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("Built in \\d+ s\\."),
                        line -> assertThat(line).startsWith("java ").endsWith("LocalPlatformCommand"));
        assertThat(project.resolve(".run/build.log")).content().contains("Building Something");
    }

    @Test
    void nothingIsBuiltWhereNothingHasChanged() throws Exception {
        run();
        assertThat(run().output()).doesNotContain("Built");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void ofABuildThatFailsTheErrorsAreShownAndNothingIsStarted() throws Exception {
        program("mvnw", FAILING);
        Ended run = run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("[WARNING] A.java:[7,1] is wrong", "[ERROR] Line 7 is wrong", ".run/build.log")
                .doesNotContain("noise", "java ");
    }

    @Test
    void nothingIsBuiltForAPlatformThatDoesNotRun() throws Exception {
        assertThat(run("reload", "token-mappers").output()).contains("does not run");
        write("local-platform/target/platform/.built", "");
        assertThat(run("reload", "token-mappers").output()).contains("LocalPlatformCommand reload token-mappers");
        assertThat(project.resolve("calls")).doesNotExist();
    }

    @Test
    void oneModuleIsBuiltWithoutTheNetworkAndThenReplaced() throws Exception {
        aRunningPlatform();
        Ended run = run("reload", "token-mappers");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("LocalPlatformCommand reload token-mappers");
        assertThat(calls()).singleElement().asString().contains(" -o -pl :token-mappers -am package");
    }

    @Test
    void theNetworkIsUsedWhereSomethingWasMissing() throws Exception {
        aRunningPlatform();
        program("mvnw", FAILING_OFFLINE);
        assertThat(run("reload", "api-gateway").status()).isZero();
        assertThat(calls()).hasSize(2);
        assertThat(calls().get(1)).doesNotContain(" -o ");
    }

    @Test
    void aMistakeInTheCodeIsNotCompiledTwice() throws Exception {
        aRunningPlatform();
        program("mvnw", FAILING);
        Ended run = run("reload", "api-gateway");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Line 7 is wrong").doesNotContain("java ");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void whatCannotBeReplacedIsNotBuilt() throws Exception {
        aRunningPlatform();
        for (String module : List.of("realm-config", "nonsense", "../outside", "")) {
            assertThat(run("reload", module).output()).contains("LocalPlatformCommand reload " + module);
        }
        assertThat(project.resolve("calls")).doesNotExist();
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("bash", "run"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private void aRunningPlatform() throws IOException {
        write("local-platform/target/platform/.built", "");
        Path socket = Files.createDirectories(project.resolve(".run/reloading")).resolve("socket");
        // Closing it leaves the file, which is all that the script looks at.
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(project.resolve("calls"));
    }

    private static FileTime longAgo() {
        return FileTime.fromMillis(1_000_000);
    }

    private void program(String file, String body) throws IOException {
        String writeDown = file.equals("mvnw") ? "echo \" $* \" >>calls\n" : "";
        write(file, "#!/usr/bin/env bash\n" + writeDown + body + "\n");
        Files.setPosixFilePermissions(project.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
