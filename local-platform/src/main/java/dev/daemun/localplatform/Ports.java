package dev.daemun.localplatform;

import dev.daemun.freeports.FreePort;
import java.util.LinkedHashMap;
import java.util.Map;

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
    /** The ports that the documentation names. */
    public static Ports usual() {
        return new Ports(8080, 9000, 8081, 9081, 3000, 9082, 8180, 8181);
    }

    /** Ports for a platform that runs beside others; no two calls return the same. */
    public static Ports free() {
        return new Ports(
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                FreePort.next());
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
        if (FreePort.isTaken(port)) {
            throw new PlatformException("Port " + port + ", which " + what
                    + " needs, is in use: stop the program that listens there, or `./run stop` if it is Daemun.");
        }
    }
}
