package dev.daemun.benchmarks;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures sign-ins and refreshes at one Keycloak while more and more people are in its database. */
@Command(name = "users", description = "What a sign-in costs where many people are in the database.")
final class UsersCost implements Runnable {
    @Mixin
    private Rounds rounds;

    @Option(names = "--clients", defaultValue = "4", description = "How many sign in at the same time.")
    private int clients;

    @Option(
            names = "--users",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "How many people, the fewest first.")
    private List<Integer> users;

    @Override
    public void run() {
        try (KeycloakUnderTest keycloak = KeycloakUnderTest.start("users", jar -> true)) {
            SignIns first = new SignIns(keycloak, clients);
            List<String> rows = new ArrayList<>();
            int created = 0;
            for (int count : users) {
                create(keycloak, created, count);
                created = count;
                SignIns signIns = first.again();
                signIns.warmUp("Keycloak with %,d people".formatted(count), rounds);
                rounds.run((round, length) -> signIns.measure(length));
                rows.add(row(count, signIns));
            }
            System.out.printf(
                    "| people | CPU ms a sign-in | sign-in p50 ms | sign-in p99 ms | CPU ms a refresh | refresh p99 ms |%n"
                            + "|---|---|---|---|---|---|%n");
            rows.forEach(System.out::println);
        }
    }

    private static String row(int count, SignIns signIns) {
        return "| %,d | %.1f | %.1f | %.1f | %.2f | %.2f |"
                .formatted(
                        count,
                        signIns.signIns().cpu(),
                        signIns.signIns().latency(50),
                        signIns.signIns().latency(99),
                        signIns.refreshes().cpu(),
                        signIns.refreshes().latency(99));
    }

    /** Straight into the database, since Keycloak would take an hour. */
    private static void create(KeycloakUnderTest keycloak, int from, int to) {
        String realm = keycloak.realm().toRepresentation().getId();
        keycloak.execute(
                "INSERT INTO USER_ENTITY (ID, EMAIL, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, USERNAME,"
                        + " CREATED_TIMESTAMP, NOT_BEFORE) SELECT gen_random_uuid(), n || '@many.example.com', n || '@many.example.com',"
                        + " true, true, '" + realm + "', 'one-of-many-' || n, 0, 0 FROM generate_series(" + (from + 1)
                        + ", " + to
                        + ") AS n");
        keycloak.execute("ANALYZE USER_ENTITY");
    }
}
