package dev.daemun.localplatform;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The TCP ports of the platform, all on the loopback interface.
 *
 * @param webApp the gateway's, which serves the page and leads to the services
 */
public record Ports(
        int keycloak,
        int keycloakManagement,
        int sampleService,
        int sampleServiceManagement,
        int webApp,
        int gatewayManagement,
        int standIns,
        int standInsProxy) {
    /** Linux gives ports from 32768 on to outgoing connections, macOS and Windows from 49152 on. */
    private static final int LOWEST_FREE = 20_000;

    private static final int FREE_RANGE = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FREE_RANGE));

    /** The ports that the documentation names. */
    public static Ports usual() {
        return new Ports(8080, 9000, 8081, 9081, 3000, 9082, 8180, 8181);
    }

    /**
     * Ports that are free now, for a platform that runs beside others; no two calls return the same. Until the servers start, nothing
     * else takes them: they are below those that systems give to outgoing connections.
     */
    public static Ports free() {
        int[] ports = IntStream.range(0, FREE_RANGE)
                .map(tried -> LOWEST_FREE + Math.floorMod(NEXT.getAndIncrement(), FREE_RANGE))
                .filter(port -> !isTaken(port))
                .limit(8)
                .toArray();
        return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
    }

    /** Fails with one sentence when a port is taken. */
    void requireFree() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Keycloak", keycloak);
        needed.put("Keycloak's health", keycloakManagement);
        needed.put("the sample service", sampleService);
        needed.put("the sample service's health", sampleServiceManagement);
        needed.put("the gateway, with the page,", webApp);
        needed.put("the gateway's health", gatewayManagement);
        needed.forEach(Ports::requireFree);
    }

    /** The same for the ports that only the stand-ins need. */
    void requireFreeForStandIns() {
        requireFree("the stand-in of the identity providers", standIns);
        requireFree("the proxy of the stand-ins", standInsProxy);
    }

    static void requireFree(String what, int port) {
        if (isTaken(port)) {
            throw new PlatformException("Port " + port + ", which " + what
                    + " needs, is in use: stop the program that listens there, or `./run stop` if it is Daemun.");
        }
    }

    /** Whether a process listens there now. */
    public static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
