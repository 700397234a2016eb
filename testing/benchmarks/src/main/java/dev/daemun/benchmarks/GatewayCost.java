package dev.daemun.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.benchmarks.service.BareGateway;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.ServiceProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Measures what the gateway adds to a small call that could be made directly, and what checking the token adds to a public
 * route; beside it Spring Cloud Gateway as it comes, and nginx where it is installed. What is measured has its own processor; the service behind the gateway shares the other
 * one with the load.
 */
@Command(
        name = "gateway",
        description = "What the gateway adds to a call, and what checking the token adds to the gateway.")
final class GatewayCost implements Runnable {
    private static final int NEW_TOKENS = 8_000;

    @Mixin
    private CallRounds rounds;

    @Override
    public void run() {
        Placement.pinThisProcess();
        try (AccessTokens tokens = AccessTokens.signedBy(JWSAlgorithm.ES256);
                ServiceUnderTest service = service("service")) {
            Placement.toTheLoad(service.handle());
            ServiceUnderTest direct = service("direct");
            LongFunction<String> seen = tokens.same();
            List<MeasuredCall> ways = new ArrayList<>(List.of(
                    new MeasuredCall("direct", direct::close, direct.cpu(), direct.port(), "/me", seen),
                    gateway("gateway, public route", tokens, service, true, Map.of(), seen),
                    gateway("gateway, token seen", tokens, service, false, Map.of(), seen),
                    gateway(
                            "gateway, token new",
                            tokens,
                            service,
                            false,
                            // The cache keeps a single token, so that every token is verified as if it were new.
                            Map.of("DAEMUN_RESOURCESERVER_TOKENCACHE_MAXENTRIES", "1"),
                            AccessTokens.different(NEW_TOKENS, tokens::token)),
                    bare(service, seen)));
            if (Nginx.isInstalled()) {
                ServiceUnderTest check = check(tokens);
                Nginx open = Nginx.inFrontOf(service.port(), OptionalInt.empty());
                Nginx asking = Nginx.inFrontOf(service.port(), OptionalInt.of(check.port()));
                ways.add(
                        new MeasuredCall("nginx, public route", open::close, open.cpu(), open.port(), "/api/me", seen));
                ways.add(new MeasuredCall(
                        "nginx that asks a service with the starter, token seen",
                        () -> {
                            asking.close();
                            check.close();
                        },
                        CpuTime.of(asking.handle(), check.handle()),
                        asking.port(),
                        "/api/me",
                        seen));
            } else {
                System.err.println("nginx is not installed, so its two rows are missing.");
            }
            try {
                rounds.measure(ways);
                print(ways);
            } finally {
                ways.forEach(MeasuredCall::close);
            }
        }
    }

    private static ServiceUnderTest service(String name) {
        ServiceUnderTest service =
                ServiceUnderTest.start(name, path -> !path.contains("resource-server-starter"), Map.of("open", "true"));
        service.awaitListening();
        return service;
    }

    /** Answers nginx whether a call may pass. */
    private static ServiceUnderTest check(AccessTokens tokens) {
        ServiceUnderTest check = ServiceUnderTest.start(
                "check",
                path -> true,
                Map.of(
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                        tokens.issuer().uri(),
                        "spring.security.oauth2.resourceserver.jwt.audiences",
                        KeycloakUnderTest.SERVICE,
                        "daemun.resource-server.external-authorization",
                        "true"));
        check.awaitListening();
        return check;
    }

    private static MeasuredCall gateway(
            String name,
            AccessTokens tokens,
            ServiceUnderTest service,
            boolean open,
            Map<String, String> more,
            LongFunction<String> token) {
        Ports ports = Ports.free();
        Map<String, String> settings = new HashMap<>(more);
        settings.put("DAEMUN_ISSUER", tokens.issuer().uri());
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
        return new MeasuredCall(
                name, gateway::close, CpuTime.of(gateway.process().handle()), ports.webApp(), "/api/me", token);
    }

    private static MeasuredCall bare(ServiceUnderTest service, LongFunction<String> token) {
        String name = "Spring Cloud Gateway alone, public route";
        String route = "spring.cloud.gateway.server.webflux.routes[0].";
        ServiceUnderTest gateway = ServiceUnderTest.start(
                name,
                BareGateway.class,
                Jars::forBareGateway,
                Map.of(
                        "spring.cloud.compatibility-verifier.enabled",
                        "false",
                        route + "id",
                        "sample",
                        route + "uri",
                        "http://127.0.0.1:" + service.port(),
                        route + "predicates[0]",
                        "Path=/api/**",
                        route + "filters[0]",
                        "StripPrefix=1"),
                Jars.in("bare-gateway"));
        gateway.awaitListening();
        return new MeasuredCall(name, gateway::close, gateway.cpu(), gateway.port(), "/api/me", token);
    }

    private static void print(List<MeasuredCall> ways) {
        double direct = ways.get(0).series.rate();
        double open = ways.get(1).series.rate();
        System.out.printf("%s%n%n", Placement.describe());
        System.out.printf("| | requests/s | of direct | of public route | CPU µs a request | p99 ms |%n"
                + "|---|---|---|---|---|---|%n");
        for (MeasuredCall way : ways) {
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
}
