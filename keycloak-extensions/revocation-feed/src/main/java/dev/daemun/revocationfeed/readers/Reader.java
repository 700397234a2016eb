package dev.daemun.revocationfeed.readers;

/**
 * One instance of a service that reads the feed of this Keycloak node.
 *
 * @param realm the name of the realm whose withdrawals it reads
 * @param client the client whose service account it is
 * @param instance as it calls itself; {@code -} where it does not
 */
public record Reader(String realm, String client, String instance) {
    private static final String NAMELESS = "-";

    public Reader {
        if (instance == null || !instance.matches("[A-Za-z0-9._-]{1,64}")) {
            instance = NAMELESS;
        }
    }
}
