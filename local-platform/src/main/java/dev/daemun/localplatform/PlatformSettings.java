package dev.daemun.localplatform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each process of the platform is started with. */
record PlatformSettings(
        Parts parts,
        State state,
        Ports ports,
        Debugging debugging,
        Secrets secrets,
        Map<String, String> environment,
        Optional<StandIns> standIns) {
    static final String DEMO_USER_PASSWORD = "demo-password";
    private static final String ADMINISTRATOR = "admin";

    /** For processes that nobody would look into. */
    PlatformSettings withoutDebuggers() {
        return new PlatformSettings(parts, state, ports, Debugging.OFF, secrets, environment, standIns);
    }

    Login administrator() {
        return new Login(ADMINISTRATOR, secrets.get("administrator"));
    }

    Map<String, String> realmVariables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DAEMUN_WEB_APP_URL", "http://localhost:" + ports.webApp());
        variables.put("DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:" + ports.sampleService());
        variables.put("DAEMUN_GATEWAY_CLIENT_SECRET", secrets.get(Platform.GATEWAY));
        variables.put("DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", secrets.get(Platform.SAMPLE_SERVICE));
        variables.put("DAEMUN_ORDER_REPORT_CLIENT_SECRET", secrets.get("sample-order-report"));
        variables.put("DAEMUN_DEMO_USER_PASSWORD", DEMO_USER_PASSWORD);
        // A person may try RS256, real credentials and the like without touching this program.
        environment.forEach((name, value) -> {
            if (name.startsWith("DAEMUN_")) {
                variables.put(name, value);
            }
        });
        standIns.map(StandIns::realmVariables).ifPresent(variables::putAll);
        return variables;
    }

    /** The sample service is sent what happens to identities. */
    List<String> keycloakOptions() {
        List<String> options = new ArrayList<>(keycloakOptionsWithoutReceivers());
        // By default Keycloak waits 10 s for the services, each of which always has a request waiting at the revocation
        // feed.
        options.add("--shutdown-timeout=1s");
        options.add("--spi-event-relay--webhook--names=members");
        options.add("--spi-event-relay--webhook--members-realms=daemun");
        options.add("--spi-event-relay--webhook--members-url=http://localhost:" + ports.sampleService()
                + "/identity-events");
        return options;
    }

    /** Nothing is sent to the sample service by a Keycloak that is no part of the platform. */
    List<String> keycloakOptionsWithoutReceivers() {
        return standIns.map(StandIns::keycloakOptions).orElse(List.of());
    }

    /** @param jvmOptions more options of the JVM */
    Map<String, String> keycloakEnvironment(List<String> jvmOptions) {
        Map<String, String> settings = jvm(Platform.KEYCLOAK);
        // kc.sh reads these after its own, where it chooses a collector that takes more of a small machine.
        List<String> appended = new ArrayList<>(List.of("-XX:-UseG1GC", "-XX:+UseSerialGC"));
        jvmOptions.forEach(option -> appended.add('"' + option + '"'));
        settings.put(
                "JAVA_OPTS_APPEND",
                environment.getOrDefault("JAVA_OPTS_APPEND", "") + " " + String.join(" ", appended));
        settings.put("KC_SPI_EVENT_RELAY__WEBHOOK__MEMBERS_SECRETS", webhookSecret());
        return settings;
    }

    Map<String, String> service(String issuer) {
        Path database = state.serviceData().resolve(Platform.SAMPLE_SERVICE).toAbsolutePath();
        Map<String, String> settings = jvm(Platform.SAMPLE_SERVICE);
        settings.putAll(RevocationFeed.settings(issuer, Platform.SAMPLE_SERVICE, secrets.get(Platform.SAMPLE_SERVICE)));
        settings.put("DAEMUN_ISSUER", issuer);
        // Whoever calls it directly and whoever calls it through the gateway prove their requests for different
        // addresses.
        settings.put(
                "DAEMUN_RESOURCESERVER_PUBLICURLS",
                "http://localhost:" + ports.sampleService() + ",http://localhost:" + ports.webApp() + "/api");
        settings.put("SAMPLE_MEMBERS_WEBHOOKSECRETS", webhookSecret());
        settings.put("SPRING_DATASOURCE_URL", "jdbc:h2:file:" + database);
        return settings;
    }

    Map<String, String> gateway(String issuer, String service) {
        Map<String, String> settings = jvm(Platform.GATEWAY);
        settings.putAll(RevocationFeed.settings(issuer, Platform.GATEWAY, secrets.get(Platform.GATEWAY)));
        settings.put("DAEMUN_ISSUER", issuer);
        settings.put("DAEMUN_SAMPLE_SERVICE_URL", service);
        settings.put("DAEMUN_GATEWAY_WEBAPP", parts.webApp().toUri().toString());
        return settings;
    }

    /** Only the first compiler: what is started and stopped by a person all day gains nothing from the second one. */
    private Map<String, String> jvm(String process) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "JDK_JAVA_OPTIONS",
                environment.getOrDefault("JDK_JAVA_OPTIONS", "") + " -XX:TieredStopAtLevel=1"
                        + debugging.jvmOptions(process));
        return settings;
    }

    private String webhookSecret() {
        byte[] secret = secrets.get("identity-events").getBytes(StandardCharsets.UTF_8);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }
}
