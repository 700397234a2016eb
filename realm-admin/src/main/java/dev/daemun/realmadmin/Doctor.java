package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.ForbiddenException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.admin.client.Keycloak;

/** Looks at a running realm and says what is unsafe or will break, each with the reason and the mend. Changes nothing. */
public final class Doctor {
    private static final List<Check> OF_A_REALM = List.of(
            new RealmCheck(),
            new LifetimeCheck(),
            new ProviderCheck(),
            new LinkingCheck(),
            new ClientCheck(),
            new RoleManagerCheck(),
            new TokenCheck(),
            new FeedCheck());

    /** Enough for each of a few nodes to answer once, with a proxy that leads to them in turn. */
    private static final int CLOCK_READINGS = 8;

    private final Keycloak keycloak;
    private final Clock clock;
    private final String version;
    private final RealmServer server;
    private final RealmServer master;

    /**
     * @param keycloak has the right {@code manage-realm} in the realm; an administrator of the realm master sees more
     * @param url Keycloak's address, without a slash at its end
     */
    public Doctor(Keycloak keycloak, String url, String realm) {
        this(keycloak, url, realm, Clock.systemUTC(), Version.own());
    }

    /**
     * @param clock what Keycloak's clocks are compared with
     * @param version what the versions of Daemun's extensions are compared with
     */
    public Doctor(Keycloak keycloak, String url, String realm, Clock clock, String version) {
        this.keycloak = keycloak;
        this.clock = clock;
        this.version = version;
        server = new RealmServer(keycloak, url, realm);
        master = new RealmServer(keycloak, url, "master");
    }

    /** Looks once. */
    public Diagnosis look() {
        ObjectNode realm = server.export();
        List<Check> checks = new ArrayList<>(OF_A_REALM);
        List<String> notChecked = new ArrayList<>();
        server.serverInfo()
                .filter(info -> info.has("providers"))
                .ifPresentOrElse(
                        info -> {
                            checks.add(new ExtensionCheck(info));
                            checks.add(new VersionCheck(info, version));
                        },
                        () -> notChecked.add("Keycloak's extensions"));
        administrators().ifPresentOrElse(checks::add, () -> notChecked.add("the administrators of the realm master"));
        checks.add(new ClockCheck(ClockReading.of(keycloak, clock, CLOCK_READINGS)));
        return new Diagnosis(findings(realm, checks), notChecked);
    }

    private Optional<Check> administrators() {
        try {
            Set<String> temporary = new TreeSet<>();
            for (JsonNode user :
                    master.usersWith(Administrators.TEMPORARY + ":true").orElseThrow(ForbiddenException::new)) {
                if (user.path("enabled").asBoolean()) {
                    temporary.add(user.path("username").asText());
                }
            }
            AdministratorSearch search =
                    new AdministratorSearch(path -> master.ifAllowed(path).orElseThrow(ForbiddenException::new));
            return Optional.of(new AdministratorCheck(search.find(), temporary));
        } catch (ForbiddenException e) {
            return Optional.empty();
        }
    }

    static List<Finding> findings(ObjectNode realm) {
        return findings(realm, OF_A_REALM);
    }

    private static List<Finding> findings(ObjectNode realm, List<Check> checks) {
        return checks.stream().flatMap(check -> check.findings(realm).stream()).toList();
    }
}
