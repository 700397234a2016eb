package dev.daemun.realmadmin;

import java.util.List;

/** What a new service needs besides its file. */
final class NextSteps {
    private NextSteps() {}

    static String of(String service, String secret, List<String> roles) {
        return """
                1. Its secret, for the realm and for the service. Docker Compose and ./run read realm.env, as no shell does:

                    echo "%2$s=$(openssl rand -base64 32)" >> realm.env

                2. Its dependency:

                    <dependency>
                      <groupId>dev.daemun</groupId>
                      <artifactId>resource-server-starter</artifactId>
                      <version>${daemun.version}</version>
                    </dependency>

                3. Its properties, with Keycloak's address in DAEMUN_ISSUER (https://id.example.com/realms/daemun):

                    spring.security.oauth2.resourceserver.jwt:
                      issuer-uri: ${DAEMUN_ISSUER}
                      audiences: %1$s
                    daemun.resource-server.revocation-feed:
                      uri: ${DAEMUN_ISSUER}/revocation-feed/withdrawals
                      client-id: %1$s
                      client-secret: ${%2$s}

                4. Its route at the gateway, which also has to take its audience:

                    spring.security.oauth2.resourceserver.jwt.audiences: sample-resource-service, %1$s
                    spring.cloud.gateway.server.webflux.routes:
                      - id: %1$s
                        uri: http://%1$s:8080
                        predicates: Path=/%1$s/**
                        filters: StripPrefix=1%3$s

                5. realm-admin plan --server https://id.example.com, and then realm-admin apply with the same address.
                   Docker Compose applies the files by docker compose run --rm --no-deps realm, and ./run by ./run reload realm-config.
                """.formatted(service, secret, route(roles));
    }

    /** Without roles, everybody who is signed in may use the route. */
    private static String route(List<String> roles) {
        return roles.isEmpty() ? "" : "\n        metadata: {roles: \"" + String.join(", ", roles) + "\"}";
    }
}
