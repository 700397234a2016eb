package dev.daemun.systemtests;

import dev.daemun.localplatform.Ports;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way to a node for the other one of its cluster. Nodes tell each other where they are reached, and that is here: the port is
 * the node's own, but the address is another one of the loopback interface.
 *
 * @param port of the node and of this
 * @param messages leads to that port
 * @param vigil leads to the port to which the other one holds a connection only to notice its end
 */
record ClusterLink(int port, TcpLink messages, TcpLink vigil) implements AutoCloseable {
    private static final String ENTRANCE = "127.0.0.2";

    /** By Keycloak's default. */
    private static final int FROM_MESSAGES_TO_VIGIL = 50_000;

    /** On ports that Linux gives to no outgoing connection. */
    static ClusterLink open() {
        int port = ThreadLocalRandom.current()
                .ints(11_000, 15_000)
                .filter(tried -> !Ports.isTaken(tried) && !Ports.isTaken(tried + FROM_MESSAGES_TO_VIGIL))
                .findFirst()
                .orElseThrow();
        int vigil = port + FROM_MESSAGES_TO_VIGIL;
        return new ClusterLink(port, TcpLink.at(ENTRANCE, port, port), TcpLink.at(ENTRANCE, vigil, vigil));
    }

    /** What a node is told of it. */
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

    /** Nothing comes through, and nobody is told. */
    void cut() {
        messages.cut();
        vigil.cut();
    }

    /** Nothing comes through, and both ends notice. */
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
