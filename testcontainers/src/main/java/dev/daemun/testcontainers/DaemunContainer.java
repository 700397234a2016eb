package dev.daemun.testcontainers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dasniko.testcontainers.keycloak.ExtendableKeycloakContainer;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.admin.client.Keycloak;
import org.testcontainers.Testcontainers;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.images.builder.Transferable;

/**
 * A Keycloak with Daemun's extensions, its realm {@code daemun} and demo users, and beside it stand-ins for Kakao, Naver, Google
 * and Apple in the process of the test. Keycloak reaches them at the providers' own addresses, so the realm is as in production.
 *
 * <p>It starts in development mode on an embedded database. With Spring Boot, {@code @ServiceConnection} on a static field of the
 * test class sets the properties of {@code resource-server-starter}: the issuer, and the revocation feed as the client that has the
 * name of the service's audience. The container can be started once.
 */
public final class DaemunContainer extends ExtendableKeycloakContainer<DaemunContainer> {
    private static final int OWNER_AND_GROUP = 0100640;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String HOME = "/opt/keycloak/";
    private static final String APPLE_KEY = HOME + "conf/stand-in-apple.p8";
    private static final String AUTHORITY = HOME + "conf/stand-ins.pem";

    private final RealmOfTests realm = new RealmOfTests();
    private StandInsOfTests standIns;

    /** The official image of the Keycloak that this version of Daemun is tested with. */
    public DaemunContainer() {
        this(Resources.image());
    }

    /**
     * Another image, such as a mirror's.
     *
     * @param image with tag; it must contain Keycloak 26.7 or newer in {@code /opt/keycloak}, and none of Daemun's jars
     */
    public DaemunContainer(String image) {
        super(image);
        // The version is part of the name: what is there need not be asked for again.
        withImagePullPolicy(PullPolicy.defaultPolicy());
        withAccessToHost(true);
        withStartupTimeout(PATIENCE);
        // Only the first compiler, and the collector that takes the least of a machine, in the place of the one that
        // kc.sh names: a
        // Keycloak that lives for some minutes gains nothing from others.
        withEnv("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC");
    }

    /**
     * Adds a service to the realm, before the start.
     *
     * <p>Its secrets are made up, so that no variable needs to be set. The tokens of {@link #token} and {@link #signInWith} are for
     * it as well. Other callers that the file names are left out unless this realm has them.
     *
     * @param file the service's file as {@code realm-config} reads it, such as {@code orders.json}; its name is the audience
     * @throws IllegalArgumentException when it can't be read or is no JSON object
     */
    public DaemunContainer withService(Path file) {
        realm.addService(file);
        return this;
    }

    /** The {@code iss} of the realm's tokens, as this machine reaches it: the value of {@code issuer-uri}. */
    public String issuer() {
        return getAuthServerUrl() + "/realms/" + RealmOfTests.NAME;
    }

    /**
     * Signs a demo user in with a new session, through Keycloak's page as in a browser, and returns the access token.
     *
     * @param username {@code demo-member}, {@code demo-manager}, {@code demo-desk} or {@code demo-shop}, or another user whose
     *     password is {@value RealmOfTests#DEMO_PASSWORD}
     * @throws IllegalStateException when Keycloak shows something else in the place of the next step, which the message quotes
     */
    public String token(String username) {
        return new SignIn(issuer()).byPassword(username, RealmOfTests.DEMO_PASSWORD);
    }

    /**
     * Signs somebody in through a provider with a new session, as in a browser, and returns the access token. At the first time
     * Keycloak makes their account.
     *
     * @param provider whose stand-in is asked
     * @param person the id or the e-mail address of somebody of the provider's cast, such as {@code dana@example.com} at Kakao
     * @throws IllegalArgumentException when nobody of the cast has it; the message lists them
     * @throws IllegalStateException when Keycloak asks something, such as whether an account with the same address is theirs; the message
     *     quotes it
     */
    public String signInWith(StandIn provider, String person) {
        return startedStandIns().as(provider, person, () -> new SignIn(issuer()).through(provider));
    }

    /**
     * Ends the session that a token belongs to, as an administrator does. Services refuse its tokens within about a second. What
     * else withdraws tokens, such as taking a role away, is done by {@link #getKeycloakAdminClient()}.
     *
     * @throws IllegalArgumentException when this is no token of a session
     */
    public void signOut(String token) {
        try (Keycloak admin = getKeycloakAdminClient()) {
            admin.realm(RealmOfTests.NAME).deleteSession(SignIn.session(token), false);
        }
    }

    /**
     * The secret of a client of the realm, such as that of a service, for example to read the revocation feed.
     *
     * @return nothing when the client has none, as a web app, or when there is no such client
     */
    public Optional<String> clientSecret(String clientId) {
        return realm.clientSecret(clientId);
    }

    /**
     * The stand-ins themselves, to change people of the cast and to let providers report something.
     *
     * @throws IllegalStateException before the container was started
     */
    public ProviderStandIns standIns() {
        return startedStandIns().realm().standIns();
    }

    private StandInsOfTests startedStandIns() {
        if (standIns == null) {
            throw new IllegalStateException("The container was not started yet.");
        }
        return standIns;
    }

    @Override
    protected void configure() {
        if (standIns != null) {
            throw new IllegalStateException("This container has been started before: make a new one.");
        }
        standIns = StandInsOfTests.start();
        Testcontainers.exposeHostPorts(standIns().proxyPort());
        standIns.realm().keycloakOptions(AUTHORITY, INTERNAL_HOST_HOSTNAME).forEach(this::withOption);
        withFile(AUTHORITY, standIns().authorityPem());
        withFile(APPLE_KEY, standIns.realm().appleKey().pem());
        realm.files(standIns.realm().variables(APPLE_KEY))
                .forEach((name, text) -> withFile(HOME + "data/import/" + name, text));
        Resources.providers()
                .forEach((name, jar) -> withCopyToContainer(Transferable.of(jar), HOME + "providers/" + name));
        super.configure();
    }

    /** As a variable of the environment, because testcontainers-keycloak warns of each option on the command line. */
    private void withOption(String option) {
        String[] parts = option.split("=", 2);
        withEnv("KC_" + parts[0].substring(2).replace('-', '_').toUpperCase(Locale.ROOT), parts[1]);
    }

    /** Keycloak's user belongs to the group that the file has; its extensions refuse keys that everybody can read. */
    private void withFile(String path, String text) {
        withCopyToContainer(Transferable.of(text, OWNER_AND_GROUP), path);
    }

    @Override
    protected void containerIsStarted(InspectContainerResponse container) {
        standIns.realm().register(issuer());
    }

    @Override
    public void stop() {
        super.stop();
        if (standIns != null) {
            standIns.close();
        }
    }
}
