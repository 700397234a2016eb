package dev.daemun.benchmarks;

import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A tiny call through the gateway against the same call made directly, and with the token checked against a public route.
 * What is measured has a processor of its own; the service behind the gateway shares the load's.
 */
@Command(name = "gateway", description = "What the gateway adds to a call, and the token's check to the gateway.")
final class GatewayCost implements Runnable {
    private static final int NEW_TOKENS = 8_000;

    @Mixin
    private Rounds rounds;

    @Option(names = "--connections", defaultValue = "16", description = "How many call at the same time.")
    private int connections;

    @Override
    public void run() {
        Placement.pinThisProcess();
        try (TestIssuer issuer = TestIssuer.es256();
                ServiceUnderTest service = service("service")) {
            Placement.toTheLoad(service.handle());
            ServiceUnderTest direct = service("direct");
            String token = issuer.token();
            List<String> tokens =
                    Stream.generate(issuer::token).limit(NEW_TOKENS).toList();
            List<Way> ways = List.of(
                    new Way("direct", direct, direct.handle(), direct.port(), "/me", number -> token),
                    gateway("gateway, public route", issuer, service, true, Map.of(), number -> token),
                    gateway("gateway, token seen", issuer, service, false, Map.of(), number -> token),
                    gateway(
                            "gateway, token new",
                            issuer,
                            service,
                            false,
                            // So few that each comes as if it were new.
                            Map.of("DAEMUN_RESOURCESERVER_TOKENCACHE_MAXENTRIES", "1"),
                            number -> tokens.get((int) (number % NEW_TOKENS))));
            try {
                rounds.run((round, length, counts) -> ways.forEach(way -> way.measure(connections, length, counts)));
                print(ways);
            } finally {
                ways.forEach(Way::close);
            }
        }
    }

    private static ServiceUnderTest service(String name) {
        ServiceUnderTest service =
                ServiceUnderTest.start(name, path -> !path.contains("resource-server-starter"), Map.of("open", "true"));
        service.awaitListening();
        return service;
    }

    private static Way gateway(
            String name,
            TestIssuer issuer,
            ServiceUnderTest service,
            boolean open,
            Map<String, String> more,
            LongFunction<String> token) {
        Ports ports = Ports.free();
        Map<String, String> settings = new HashMap<>(more);
        settings.put("DAEMUN_ISSUER", issuer.url());
        settings.put("DAEMUN_SAMPLE_SERVICE_URL", "http://127.0.0.1:" + service.port());
        settings.put("DAEMUN_GATEWAY_LIMITS_PERADDRESS", "1000000");
        settings.put("DAEMUN_GATEWAY_LIMITS_PERSUBJECT", "1000000");
        if (open) {
            String route = "SPRING_CLOUD_GATEWAY_SERVER_WEBFLUX_ROUTES_0_";
            settings.put(route + "ID", "sample");
            settings.put(route + "URI", "http://127.0.0.1:" + service.port());
            settings.put(route + "PREDICATES_0", "Path=/api/**");
            settings.put(route + "FILTERS_0", "StripPrefix=1");
            settings.put(route + "METADATA_PUBLIC", "true");
        }
        ServiceProcess gateway = ServiceProcess.start(
                name,
                Parts.built().service("api-gateway"),
                ports.webApp(),
                ports.gatewayManagement(),
                settings,
                line -> System.err.println(name + ": " + line));
        gateway.awaitReady();
        Placement.toTheServer(gateway.process().handle());
        return new Way(name, gateway, gateway.process().handle(), ports.webApp(), "/api/me", token);
    }

    private static void print(List<Way> ways) {
        double direct = ways.get(0).series.rate();
        double open = ways.get(1).series.rate();
        System.out.printf("%s%n%n", Placement.describe());
        System.out.printf("| | requests/s | of direct | of public route | CPU µs a request | p99 ms |%n"
                + "|---|---|---|---|---|---|%n");
        for (Way way : ways) {
            System.out.printf(
                    "| %s | %.0f | %.2f | %.2f | %.1f | %.2f |%n",
                    way.name,
                    way.series.rate(),
                    way.series.rate() / direct,
                    way.series.rate() / open,
                    way.series.cpu(),
                    way.series.latency(99));
        }
    }

    /** One way to the service. */
    private static final class Way implements AutoCloseable {
        private final String name;
        private final AutoCloseable process;
        private final ProcessHandle measured;
        private final int port;
        private final String path;
        private final LongFunction<String> token;
        private final Series series = new Series();

        Way(
                String name,
                AutoCloseable process,
                ProcessHandle measured,
                int port,
                String path,
                LongFunction<String> token) {
            this.name = name;
            this.process = process;
            this.measured = measured;
            this.port = port;
            this.path = path;
            this.token = token;
        }

        void measure(int connections, Duration length, boolean counts) {
            long before = new CpuTime(measured).micros();
            HttpLoad.Result result = new HttpLoad(port, path, connections, token).run(length);
            if (counts) {
                series.add(
                        result.rate(),
                        (new CpuTime(measured).micros() - before) / (double) result.requests(),
                        result.millis());
            }
        }

        @Override
        public void close() {
            try {
                process.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
