package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
    private final RealmServer server;
    private final RealmServer master;

    /**
     * @param keycloak has the right {@code manage-realm} in the realm; an administrator of the realm master sees more
     * @param url Keycloak's address, without a slash at its end
     */
    public Doctor(Keycloak keycloak, String url, String realm) {
        this(keycloak, url, realm, Clock.systemUTC());
    }

    /** @param clock what Keycloak's clocks are compared with */
    public Doctor(Keycloak keycloak, String url, String realm, Clock clock) {
        this.keycloak = keycloak;
        this.clock = clock;
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
                        info -> checks.add(new ExtensionCheck(info)), () -> notChecked.add("Keycloak's extensions"));
        master.usersWith(Administrators.TEMPORARY + ":true")
                .ifPresentOrElse(
                        users -> checks.add(new AdministratorCheck(users)),
                        () -> notChecked.add("the administrators of the realm master"));
        checks.add(new ClockCheck(ClockReading.of(keycloak, clock, CLOCK_READINGS)));
        return new Diagnosis(findings(realm, checks), notChecked);
    }

    static List<Finding> findings(ObjectNode realm) {
        return findings(realm, OF_A_REALM);
    }

    private static List<Finding> findings(ObjectNode realm, List<Check> checks) {
        return checks.stream().flatMap(check -> check.findings(realm).stream()).toList();
    }
}
