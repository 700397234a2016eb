package dev.daemun.localplatform;

import java.util.Map;

/**
 * Where a debugger attaches to each process, by the Java Debug Wire Protocol. Only on the loopback interface, and only when a
 * person asks for it: whoever reaches such a port can run any code in the process.
 *
 * @param ports by the name of the process; empty when nobody asked
 */
record Debugging(Map<String, Integer> ports) {
    static final Debugging OFF = new Debugging(Map.of());

    /** The ports that the documentation names. */
    static final Debugging USUAL =
            new Debugging(Map.of(Platform.KEYCLOAK, 5005, Platform.SAMPLE_SERVICE, 5006, Platform.GATEWAY, 5007));

    /** Fails with one sentence when a port is taken. */
    void requireFree() {
        ports.forEach((process, port) -> Ports.requireFree("the debugger of " + process, port));
    }

    /** The options of the JVM of that process. */
    String jvmOptions(String process) {
        Integer port = ports.get(process);
        return port == null ? "" : " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }
}
