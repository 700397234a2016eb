package dev.daemun.systemtests;

/** Counts the changes that Keycloak has answered with success, and how long it has answered none. */
final class Acknowledgements {
    private int count;
    private long last = System.nanoTime();
    private long longestPause;

    synchronized void add() {
        long now = System.nanoTime();
        longestPause = Math.max(longestPause, now - last);
        last = now;
        count++;
    }

    synchronized int count() {
        return count;
    }

    synchronized String table() {
        return "| acknowledged changes | " + count + " |\n| longest time without one | "
                + Math.round(longestPause / 1e8) / 10.0 + " s |\n";
    }
}
