package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Clocks that differ: tokens are compared with withdrawals by the second of their issue. Named is only what the readings
 * prove, and so nothing that a slow answer could explain.
 */
record ClockCheck(List<ClockReading> readings) implements Check {
    private static final Duration OF_NODES = Duration.ofSeconds(1);
    private static final Duration FROM_HERE = Duration.ofSeconds(5);

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        Duration furthestAhead = readings.stream()
                .map(ClockReading::atLeastAhead)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration furthestBehind = readings.stream()
                .map(ClockReading::atMostAhead)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration apart = furthestAhead.minus(furthestBehind);
        if (apart.compareTo(OF_NODES) >= 0) {
            findings.add(new Finding(
                    "Keycloak",
                    "the clocks of its nodes differ by " + apart.toSeconds()
                            + " s or more, so that a token of one node may be"
                            + " taken for withdrawn on another, or for valid although it was withdrawn",
                    "synchronise the machines' clocks (NTP)"));
        } else if (furthestAhead.compareTo(FROM_HERE) >= 0) {
            findings.add(differsFromHere(furthestAhead, "ahead of"));
        } else if (furthestBehind.negated().compareTo(FROM_HERE) >= 0) {
            findings.add(differsFromHere(furthestBehind.negated(), "behind"));
        }
        return findings;
    }

    private static Finding differsFromHere(Duration difference, String direction) {
        return new Finding(
                "Keycloak",
                "its clock is " + difference.toSeconds() + " s or more " + direction + " the one of this machine, and"
                        + " services refuse tokens that come from the future or live too long",
                "synchronise the clocks of both (NTP)");
    }
}
