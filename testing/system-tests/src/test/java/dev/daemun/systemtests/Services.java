package dev.daemun.systemtests;

import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.util.Map;
import java.util.function.Consumer;

/** Starts further services and gateways beside those of a platform. */
final class Services {
    static final String SAMPLE = "sample-resource-service";
    static final String GATEWAY = "api-gateway";

    private Services() {}

    /** Starts an instance of the sample service and waits until it is ready; to be closed. */
    static ServiceProcess sample(String name, Ports ports, Map<String, String> settings, Consumer<String> log) {
        return start(SAMPLE, name, ports.sampleService(), ports.sampleServiceManagement(), settings, log);
    }

    /** The same on free ports. */
    static ServiceProcess sample(String name, Map<String, String> settings, Consumer<String> log) {
        return sample(name, Ports.free(), settings, log);
    }

    /** Starts a gateway and waits until it is ready; to be closed. */
    static ServiceProcess gateway(String name, Map<String, String> settings) {
        Ports ports = Ports.free();
        return start(GATEWAY, name, ports.webApp(), ports.gatewayManagement(), settings, line -> {});
    }

    private static ServiceProcess start(
            String service, String name, int port, int management, Map<String, String> settings, Consumer<String> log) {
        ServiceProcess started =
                ServiceProcess.start(name, Parts.built().service(service), port, management, settings, log);
        started.awaitReady();
        Starts.note("a service", name + " of " + service, started.process());
        return started;
    }
}
