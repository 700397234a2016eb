package dev.daemun.testcontainers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Daemun's realm with its demo users, and the services that a test adds. */
final class RealmOfTests {
    static final String NAME = "daemun";

    /** The client that the tokens are issued to, and where it is; nobody needs to listen there. */
    static final String CLIENT = "sample-web-app";

    static final String CLIENT_URL = "http://localhost:3000";

    static final String DEMO_PASSWORD = "demo-password";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(DAEMUN_[A-Z0-9_]+)}");
    private static final String CALLERS = "calledBy";

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "DAEMUN_WEB_APP_URL",
            CLIENT_URL,
            "DAEMUN_SAMPLE_SERVICE_URL",
            "http://localhost:8081",
            "DAEMUN_DEMO_USER_PASSWORD",
            DEMO_PASSWORD,
            "DAEMUN_GATEWAY_CLIENT_SECRET",
            secret(),
            "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET",
            secret(),
            "DAEMUN_ORDER_REPORT_CLIENT_SECRET",
            secret()));
    private final Map<String, ObjectNode> services = new LinkedHashMap<>();

    void addService(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        try {
            String text = Files.readString(file);
            if (!(JSON.readTree(text) instanceof ObjectNode service)) {
                throw new IllegalArgumentException(file + " contains no JSON object.");
            }
            VARIABLE.matcher(text).results().forEach(variable -> variables.putIfAbsent(variable.group(1), secret()));
            services.put(name, service);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " can't be read as the file of a service.", e);
        }
    }

    /** What Keycloak imports, by the names of the files. */
    Map<String, String> files(Map<String, String> ofStandIns) {
        variables.putAll(ofStandIns);
        try {
            Path directory = Files.createTempDirectory("daemun-realm");
            try {
                RealmConfig.write(directory, joined(), variables, Mode.DEMO);
                return readAndDelete(directory);
            } finally {
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> clientSecret(String clientId) {
        for (JsonNode client : RealmConfig.realm(joined(), variables, Mode.DEMO).path("clients")) {
            if (client.path("clientId").asText().equals(clientId)) {
                return Optional.ofNullable(client.get("secret")).map(JsonNode::asText);
            }
        }
        return Optional.empty();
    }

    private RealmFiles joined() {
        Set<String> callers = new HashSet<>(services.keySet());
        RealmConfig.realm(variables, Mode.DEMO)
                .path("clients")
                .forEach(client -> callers.add(client.path("clientId").asText()));
        RealmFiles files = RealmFiles.builtIn();
        for (Map.Entry<String, ObjectNode> service : services.entrySet()) {
            ObjectNode called = service.getValue().deepCopy();
            ArrayNode known = JSON.createArrayNode().add(CLIENT);
            called.path(CALLERS).forEach(caller -> {
                if (callers.contains(caller.asText()) && !caller.asText().equals(CLIENT)) {
                    known.add(caller);
                }
            });
            called.set(CALLERS, known);
            files = files.with("overlays/samples/services/" + service.getKey() + ".json", called.toPrettyString());
        }
        return files;
    }

    private static Map<String, String> readAndDelete(Path directory) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (var written = Files.newDirectoryStream(directory)) {
            for (Path file : written) {
                files.put(file.getFileName().toString(), Files.readString(file));
                Files.delete(file);
            }
        }
        return files;
    }

    private static String secret() {
        return "demo-" + UUID.randomUUID();
    }
}
