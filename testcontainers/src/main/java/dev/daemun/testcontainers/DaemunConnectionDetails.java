package dev.daemun.testcontainers;

import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where a service under test finds its issuer. */
interface DaemunConnectionDetails extends ConnectionDetails {
    /** The {@code iss} of the tokens. */
    String issuer();

    /** The secret with which a client of the realm reads the revocation feed, unless it has none. */
    Optional<String> clientSecret(String clientId);
}
