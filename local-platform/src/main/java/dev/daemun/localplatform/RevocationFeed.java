package dev.daemun.localplatform;

import java.util.Map;

/** Lets a service hear of withdrawn tokens. */
public final class RevocationFeed {
    private RevocationFeed() {}

    /**
     * The settings of a service, as environment variables.
     *
     * @param clientId whose service account may read the feed
     */
    public static Map<String, String> settings(String issuer, String clientId, String secret) {
        return Map.of(
                "DAEMUN_RESOURCESERVER_REVOCATIONFEED_URI", issuer + "/revocation-feed/withdrawals",
                "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTID", clientId,
                "DAEMUN_RESOURCESERVER_REVOCATIONFEED_CLIENTSECRET", secret);
    }
}
