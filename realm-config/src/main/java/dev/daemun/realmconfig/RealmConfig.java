package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The realm {@code daemun} as code. {@link #write} fills in the variables and leaves files that Keycloak's
 * {@code --import-realm} reads.
 *
 * <p>Keycloak can fill in {@code ${NAME}} by itself, but keeps the literal text of an unset one, which then is a
 * working secret, and replaces raw bytes before it parses the JSON, so that a quote in a secret breaks out of its
 * string (Keycloak's {@code DirImportProvider}). Here the JSON is parsed first and every variable is checked.
 */
public final class RealmConfig {
    /** The attribute, or the setting of an identity provider, that marks what these files made. */
    public static final String MANAGED = "daemun.managed";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RealmConfig() {}

    /**
     * Writes the files that Keycloak imports at startup, readable by their owner only.
     *
     * @param importDirectory Keycloak's {@code data/import}, created when absent
     * @param environment the variables, usually {@link System#getenv()}
     * @throws RealmConfigException when a variable is unset, empty or unfit for the mode; nothing is written then
     */
    public static void write(Path importDirectory, Map<String, String> environment, Mode mode) {
        files(environment, mode).forEach((name, tree) -> PrivateFile.write(importDirectory.resolve(name), text(tree)));
    }

    /**
     * The realm with its variables filled in, in Keycloak's representation of a realm, without demo users. It contains
     * secrets.
     *
     * @param environment the variables, usually {@link System#getenv()}
     * @throws RealmConfigException when a variable is unset, empty or unfit for the mode
     */
    public static JsonNode realm(Map<String, String> environment, Mode mode) {
        return files(environment, mode).get("daemun-realm.json");
    }

    private static Map<String, JsonNode> files(Map<String, String> environment, Mode mode) {
        Map<String, JsonNode> files = new LinkedHashMap<>();
        files.put("daemun-realm.json", template("daemun-realm.json"));
        if (mode == Mode.DEMO) {
            // Keycloak recognises by this name a file with users of the realm.
            files.put("daemun-users-0.json", template("daemun-demo-users.json"));
        }

        List<String> problems = new ArrayList<>();
        Variables variables = new Variables(environment, mode);
        files.replaceAll((name, tree) -> new OnlyWith(environment).prune(tree));
        Placeholders placeholders = new Placeholders(variables, problems);
        files.replaceAll((name, tree) -> placeholders.fillIn(tree));
        new StandInNotice(variables).addTo(files.get("daemun-realm.json"));
        if (!problems.isEmpty()) {
            throw new RealmConfigException(problems.stream().distinct().toList());
        }
        ManagedMark.addTo(files.get("daemun-realm.json"));
        return files;
    }

    private static JsonNode template(String name) {
        try (InputStream in = Objects.requireNonNull(RealmConfig.class.getResourceAsStream(name), name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("The built-in " + name + " can't be read.", e);
        }
    }

    private static String text(JsonNode tree) {
        // Keycloak would look for placeholders again, also inside our values. It finds none, as every dollar sign is
        // escaped.
        return tree.toPrettyString().replace("$", "\\u0024");
    }
}
