package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AWrongPortIsNamedTest {
    @Test
    void aPortThatSomebodyListensOnIsNamed() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = Ports.free();
            Ports ports = new Ports(free.keycloak(), free.keycloakManagement(), busy.getLocalPort(), 0, 0, 0, 0, 0);
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageStartingWith(
                            "Port " + busy.getLocalPort() + ", which the sample service needs, is in use");
        }
    }

    @Test
    void thePortOfTheStandInsIsNamedToo() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(new Ports(0, 0, 0, 0, 0, 0, busy.getLocalPort(), 0)::requireFreeForStandIns)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageStartingWith(
                            "Port " + busy.getLocalPort() + ", which the stand-in of the identity providers");
        }
    }

    @Test
    void freePortsPass() {
        assertThatCode(() -> Ports.free().requireFree()).doesNotThrowAnyException();
        assertThatCode(() -> Ports.free().requireFreeForStandIns()).doesNotThrowAnyException();
    }
}
