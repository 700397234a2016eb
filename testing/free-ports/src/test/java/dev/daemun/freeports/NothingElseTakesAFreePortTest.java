package dev.daemun.freeports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Neither another server nor a connection takes a port between the moment when it is found and its server's start. */
class NothingElseTakesAFreePortTest {
    @Test
    void ofThoseThatTheSystemGivesAway() throws IOException {
        List<Integer> free =
                IntStream.range(0, 500).map(n -> FreePort.next()).boxed().toList();
        assertThat(free).doesNotHaveDuplicates();

        List<ServerSocket> others = new ArrayList<>();
        try {
            for (int n = 0; n < 500; n++) {
                others.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            assertThat(others).extracting(ServerSocket::getLocalPort).doesNotContainAnyElementsOf(free);
        } finally {
            for (ServerSocket other : others) {
                other.close();
            }
        }
    }

    @Test
    void norIsOneGivenThatIsInUse() throws IOException {
        int next = FreePort.next() + 1;
        try (ServerSocket server = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.isTaken(server.getLocalPort())).isTrue();
            assertThat(FreePort.next()).isNotEqualTo(next);
        }
        assertThat(FreePort.isTaken(next)).isFalse();
    }
}
