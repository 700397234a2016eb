package dev.daemun.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks a node to look at once for nodes that it does not know. By itself it does so every 48 seconds, which is long for a test. The
 * node takes such requests at the first port from 7500 on that is free when it starts, so that the probe has to look for it.
 *
 * @param address the node's address in the cluster, by which the probe recognizes it
 */
record ClusterProbe(String address) {
    /** Without this option the node takes no such requests. */
    static final String OPTION = "-Djgroups.diag.enabled=true";

    private static final int FIRST_PORT = 7_500;
    private static final int PORTS = 50;
    private static final int PATIENCE_MILLISECONDS = 2_000;
    private static final List<String> LOOK = List.of("op=MERGE3.sendInfo", "op=MERGE3.checkInconsistencies");

    void lookForOthers() {
        int port = IntStream.range(FIRST_PORT, FIRST_PORT + PORTS)
                .filter(this::isTheNodes)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody answers for " + address));
        LOOK.forEach(request -> ask(port, request));
    }

    private boolean isTheNodes(int port) {
        return ask(port, "jmx=MERGE3.max_interval").contains("ip=" + address + ",");
    }

    /** The answer, which is empty when nobody answers. */
    private static String ask(int port, String request) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLISECONDS);
            socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
