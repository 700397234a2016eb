package dev.daemun.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures from the answer to an administrator's log-out until the last of several services refuses the token. */
@Command(name = "withdrawal", description = "How long until the last service refuses a withdrawn token.")
final class WithdrawalLatency implements Runnable {
    private static final Duration ASKED_OVER_HTTP = Duration.ofMillis(5);

    @Mixin
    private WarmUp warmUp;

    @Option(names = "--services", split = ",", defaultValue = "1,10,50", description = "How many services.")
    private List<Integer> services;

    @Option(
            names = "--withdrawals",
            defaultValue = "100",
            description = "How many log-outs for each number of services.")
    private int withdrawals;

    @Option(names = "--fewer", defaultValue = "20", description = "How many log-outs by introspection, and by ssf.")
    private int fewer;

    @Override
    public void run() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("withdrawal", jar -> true)) {
            LogOuts logOuts = new LogOuts(keycloak);
            for (int count : services) {
                try (ServicesInThisProcess running = ServicesInThisProcess.start(keycloak, count)) {
                    String name = "of-" + count;
                    if (count == services.get(0)) {
                        // The others run the same code in the same two processes.
                        logOuts.warmUp(warmUp, running::refuse, name, ServicesInThisProcess.ASKED_EACH);
                        System.out.println(Refusals.heading("until the last refuses"));
                    }
                    System.out.println(
                            logOuts.until(running::refuse, name, withdrawals, ServicesInThisProcess.ASKED_EACH)
                                    .row("feed, " + count + " services"));
                }
            }
            System.out.println(logOuts.until(token -> !active(keycloak, token), "introspected", fewer, ASKED_OVER_HTTP)
                    .row("introspection at each call"));
            System.out.println(ssf().row("Keycloak's ssf at its defaults, 1 receiver"));
            // Computed, not measured: where a log-out reaches no service, a token is accepted until it expires, and
            // log-outs come at any moment of its life.
            double lifetime = keycloak.realm().toRepresentation().getAccessTokenLifespan() * 1e3;
            System.out.printf("| expiry alone | %.0f | %.0f | %.0f | |%n", lifetime / 2, lifetime * 0.99, lifetime);
        }
    }

    private Refusals ssf() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start(
                "ssf", jar -> true, new KeycloakUnderTest.Additions(SsfPush.OPTIONS, Map.of(), List.of()))) {
            return new Refusals(new SsfPush(keycloak).measure(fewer), 0);
        }
    }

    private static boolean active(KeycloakUnderTest keycloak, String token) {
        return new FormPost(
                        keycloak.issuer() + "/protocol/openid-connect/token/introspect",
                        Map.of(
                                "client_id", KeycloakUnderTest.SERVICE,
                                "client_secret", KeycloakUnderTest.SECRET,
                                "token", token))
                .send()
                .path("active")
                .asBoolean();
    }
}
