package dev.daemun.systemtests;

import dev.daemun.freeports.FreePort;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way on which the other node of the cluster reaches a node, so that a test can cut it. A node tells the others its address, and
 * names this link's instead of its own. Only the address differs: JGroups, by which Keycloak forms its cluster, opens the second of
 * the two ports at a fixed distance from the one that it names, so that this has to be the node's own. Linux has the second address
 * by itself; on macOS, {@code sudo ifconfig lo0 alias 127.0.0.2} adds it.
 *
 * @param port the node's port for messages, and the link's
 * @param messages leads to that port
 * @param vigil leads to the port at which the other node keeps a connection open, only to notice when it breaks
 */
record ClusterLink(int port, TcpLink messages, TcpLink vigil) implements AutoCloseable {
    private static final String ENTRANCE = "127.0.0.2";

    /** The distance that Keycloak configures. */
    private static final int FROM_MESSAGES_TO_VIGIL = 50_000;

    /** Both ports are outside of those that Linux gives to outgoing connections, so that nothing takes them meanwhile. */
    static ClusterLink open() {
        int port = ThreadLocalRandom.current()
                .ints(11_000, 15_000)
                .filter(tried -> !FreePort.isTaken(tried) && !FreePort.isTaken(tried + FROM_MESSAGES_TO_VIGIL))
                .findFirst()
                .orElseThrow();
        int vigil = port + FROM_MESSAGES_TO_VIGIL;
        return new ClusterLink(port, TcpLink.at(ENTRANCE, port, port), TcpLink.at(ENTRANCE, vigil, vigil));
    }

    /** The options with which the node starts. */
    List<String> options() {
        return List.of(
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + port,
                "--cache-embedded-network-external-address=" + ENTRANCE,
                "--cache-embedded-network-external-port=" + port,
                ClusterProbe.OPTION);
    }

    ClusterProbe probe() {
        return new ClusterProbe(ENTRANCE + ":" + port);
    }

    /** Nothing comes through any more, and neither end notices. */
    void cut() {
        messages.cut();
        vigil.cut();
    }

    /** Nothing comes through any more, and both ends notice, because their connections break. */
    void sever() {
        messages.sever();
        vigil.sever();
    }

    void mend() {
        messages.mend();
        vigil.mend();
    }

    @Override
    public void close() {
        messages.close();
        vigil.close();
    }
}
