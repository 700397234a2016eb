package dev.daemun.benchmarks;

/**
 * How long it took until withdrawn tokens were refused.
 *
 * @param millis until the last one that was asked refused it
 * @param stillAccepted how many tokens were still accepted when nobody waited any longer
 */
record Refusals(Samples millis, int stillAccepted) {
    static String heading(String what) {
        return "| " + what + " | p50 ms | p99 ms | max ms | still accepted after " + LogOuts.LONGEST_WAIT.toSeconds()
                + " s |\n|---|---|---|---|---|";
    }

    String row(String what) {
        return "| %s | %.1f | %.1f | %.1f | %d |"
                .formatted(what, millis.median(), millis.percentile(99), millis.max(), stillAccepted);
    }
}
