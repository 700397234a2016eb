package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever reaches a debug port can run any code in the process. */
class DebuggersAttachOnThisMachineOnlyTest {
    @Test
    void nobodyListensUnlessAskedTo() {
        assertThat(Debugging.OFF.jvmOptions(Platform.KEYCLOAK)).isEmpty();
        assertThat(Debugging.USUAL.jvmOptions("something-else")).isEmpty();
    }

    @Test
    void aRealJvmTakesTheOptionsAndNamesTheLoopbackInterface() throws Exception {
        Debugging debugging = new Debugging(Map.of(Platform.GATEWAY, 0));
        assertThat(debugging.jvmOptions(Platform.GATEWAY)).endsWith("address=127.0.0.1:0");
        assertThat(outputOfAJvmWith(debugging.jvmOptions(Platform.GATEWAY)))
                .contains("Listening for transport dt_socket at address: ");
    }

    @Test
    void aBusyPortIsSaidInOneSentence() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(new Debugging(Map.of(Platform.KEYCLOAK, busy.getLocalPort()))::requireFree)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageStartingWith("Port " + busy.getLocalPort() + ", which the debugger of keycloak needs");
        }
    }

    private static String outputOfAJvmWith(String options) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true);
        java.environment().put("JDK_JAVA_OPTIONS", options);
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
