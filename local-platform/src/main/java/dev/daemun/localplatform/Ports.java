package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The TCP ports of the platform, all on the loopback interface. */
public record Ports(int keycloak, int keycloakManagement, int sampleService, int sampleServiceManagement, int webApp) {
    /** The ports that the documentation names. */
    public static Ports usual() {
        return new Ports(8080, 9000, 8081, 9081, 3000);
    }

    /** Ports that nobody listens on now, for platforms that run beside others. */
    public static Ports free() {
        ServerSocket[] sockets = new ServerSocket[5];
        try {
            int[] ports = new int[sockets.length];
            for (int i = 0; i < sockets.length; i++) {
                sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ports[i] = sockets[i].getLocalPort();
            }
            return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : sockets) {
                close(socket);
            }
        }
    }

    /** Fails with one sentence when a port is taken. */
    void requireFree() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Keycloak", keycloak);
        needed.put("Keycloak's health", keycloakManagement);
        needed.put("the sample service", sampleService);
        needed.put("the sample service's health", sampleServiceManagement);
        needed.forEach((what, port) -> {
            if (isTaken(port)) {
                throw new PlatformException("Port " + port + ", which " + what
                        + " needs, is in use: stop the program that listens there, or `./run stop` if it is Daemun.");
            }
        });
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
