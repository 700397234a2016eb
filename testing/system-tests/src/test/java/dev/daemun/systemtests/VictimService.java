package dev.daemun.systemtests;

import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A service whose process can be killed and started again, and whose ways to the nodes can be cut. */
final class VictimService implements AutoCloseable {
    final String name;
    private final Ports ports = Ports.free();
    private final List<TcpLink> links;
    private final Map<String, String> settings;
    private final TwoNodes nodes;
    private ServiceProcess process;

    /** How far its clock is ahead at least; while the clock is being set, it may be further. */
    private volatile Duration clockAhead = Duration.ZERO;

    private VictimService(String name, TwoNodes nodes, List<TcpLink> links, Map<String, String> withdrawals) {
        this.name = name;
        this.nodes = nodes;
        this.links = links;
        this.settings = new HashMap<>(withdrawals);
        settings.put("DAEMUN_ISSUER", nodes.issuer());
        settings.put(
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWKSETURI",
                nodes.issuer() + "/protocol/openid-connect/certs");
        start();
    }

    static VictimService overHttp(TwoNodes nodes) {
        List<TcpLink> links = List.of(
                TcpLink.to(nodes.node(1).ports.keycloak()),
                TcpLink.to(nodes.node(0).ports.keycloak()));
        return new VictimService(
                "the service that reads the feed",
                nodes,
                links,
                Map.of(
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_URI",
                        at(links, "/revocation-feed/withdrawals"),
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_TOKENURI",
                        at(links, "/protocol/openid-connect/token"),
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTID",
                        "sample-resource-service",
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTSECRET",
                        TestRealm.SERVICE_SECRET));
    }

    static VictimService overKafka(TwoNodes nodes) {
        return new VictimService(
                "the service that reads Kafka",
                nodes,
                List.of(),
                Map.of(
                        "DAEMUN_RESOURCESERVER_REVOCATIONFEED_KAFKATOPIC",
                        "withdrawals-daemun",
                        "SPRING_KAFKA_BOOTSTRAPSERVERS",
                        nodes.kafka.address()));
    }

    private static String at(List<TcpLink> links, String path) {
        return links.stream()
                .map(link -> "http://localhost:" + link.port() + "/realms/daemun" + path)
                .collect(Collectors.joining(","));
    }

    void start() {
        process = ServiceProcess.start(
                name,
                Parts.built().service(Services.SAMPLE),
                ports.sampleService(),
                ports.sampleServiceManagement(),
                settings,
                nodes.logOf(name));
    }

    void awaitReady() {
        process.awaitReady();
        Starts.note("a service", name, process.process());
    }

    void kill() {
        process.process().kill();
    }

    ProcessHandle handle() {
        return process.process().handle();
    }

    /** Sets its clock ahead, or back where this is less than nothing. */
    void setClock(Duration ahead) {
        if (ahead.compareTo(clockAhead) < 0) {
            clockAhead = ahead;
        }
        ShiftedClock.set(handle(), ahead);
        clockAhead = ahead;
    }

    List<TcpLink> links() {
        return links;
    }

    /** What it does with a token; 0 if it is not there. */
    int answerTo(String token) {
        try {
            return Call.to(process.url() + "/me").bearer(token).get().status();
        } catch (AssertionError noAnswer) {
            return 0;
        }
    }

    /**
     * The moment before which it says that it knows everything, in milliseconds; 0 if it does not say so. It says how long ago by its
     * own clock that moment is.
     */
    long knowsUntil() {
        long asked = System.currentTimeMillis();
        long ahead = clockAhead.toMillis();
        try {
            double age = Metrics.of(process.managementUrl() + "/actuator/prometheus")
                    .value("daemun_withdrawals_age_seconds", "");
            long itsNow = asked + Math.min(ahead, clockAhead.toMillis());
            return Double.isFinite(age) ? itsNow - Math.round(age * 1_000) : 0;
        } catch (AssertionError noAnswer) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.close();
        links.forEach(TcpLink::close);
    }
}
