package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A realm as code, joined from files. {@link #write} fills in the variables and leaves files that Keycloak's
 * {@code --import-realm} reads.
 *
 * <p>Keycloak can fill in {@code ${NAME}} by itself, but keeps the literal text of an unset one, which then is a
 * working secret, and replaces raw bytes before it parses the JSON, so that a quote in a secret breaks out of its
 * string (Keycloak's {@code DirImportProvider}). Here the JSON is parsed first and every variable is checked.
 */
public final class RealmConfig {
    /** The attribute, or the setting of an identity provider, that marks what these files made. */
    public static final String MANAGED = "daemun.managed";

    private RealmConfig() {}

    /**
     * Writes the built-in realm as {@link #write(Path, RealmFiles, Map, Mode)} does.
     *
     * @throws RealmConfigException when a variable is unset, empty or unfit for the mode; nothing is written then
     */
    public static void write(Path importDirectory, Map<String, String> environment, Mode mode) {
        write(importDirectory, RealmFiles.builtIn(), environment, mode);
    }

    /**
     * Writes the files that Keycloak imports at startup, readable by their owner only.
     *
     * @param importDirectory Keycloak's {@code data/import}, created when absent
     * @param environment the variables, usually {@link System#getenv()}
     * @throws RealmConfigException when a file does not fit, or a variable is unset, empty or unfit for the mode; nothing
     *     is written then
     */
    public static void write(Path importDirectory, RealmFiles files, Map<String, String> environment, Mode mode) {
        written(files, environment, mode)
                .forEach((name, tree) -> PrivateFile.write(importDirectory.resolve(name), text(tree)));
    }

    /**
     * The built-in realm as {@link #realm(RealmFiles, Map, Mode)} returns it.
     *
     * @throws RealmConfigException when a variable is unset, empty or unfit for the mode
     */
    public static JsonNode realm(Map<String, String> environment, Mode mode) {
        return realm(RealmFiles.builtIn(), environment, mode);
    }

    /**
     * The realm with its variables filled in, in Keycloak's representation of a realm, without demo users. It contains
     * secrets.
     *
     * @param environment the variables, usually {@link System#getenv()}
     * @throws RealmConfigException when a file does not fit, or a variable is unset, empty or unfit for the mode
     */
    public static JsonNode realm(RealmFiles files, Map<String, String> environment, Mode mode) {
        return written(files, environment, mode).values().iterator().next();
    }

    /**
     * One sentence for each place in the files that does not fit, without a look at the variables.
     *
     * @param environment says which overlays are added
     * @throws RealmConfigException when a file is no JSON
     */
    public static List<String> problems(RealmFiles files, Map<String, String> environment, Mode mode) {
        List<String> problems = new ArrayList<>();
        new RealmJoin(files, new Sources(), problems).join(overlays(files, environment, mode));
        return problems.stream().distinct().toList();
    }

    /**
     * A text as it has to stand in a file, so that nothing in it is taken for a variable.
     *
     * @param member the name of the member whose value, or whose list, it is
     */
    public static String written(String member, String text) {
        return Placeholders.written(member, text);
    }

    /**
     * The name that a file can have for a flow inside another one, or for the setting of a step: files are refused with a name
     * that Keycloak takes at first and no longer when somebody changes it.
     */
    public static String flowName(String onServer) {
        return FlowNames.accepted(onServer);
    }

    private static Map<String, JsonNode> written(RealmFiles files, Map<String, String> environment, Mode mode) {
        List<String> problems = new ArrayList<>();
        Sources sources = new Sources();
        ObjectNode realm = new RealmJoin(files, sources, problems).join(overlays(files, environment, mode));
        if (!realm.path("realm").isTextual()) {
            problems.add("No file says the name of the realm: state it as \"realm\" in settings.json.");
        }
        refuse(problems);
        Map<String, JsonNode> written = new LinkedHashMap<>();
        String name = realm.path("realm").asText();
        written.put(name + "-realm.json", realm);
        if (mode == Mode.DEMO && files.text(RealmFiles.DEMO_USERS) != null) {
            // Keycloak recognises by this name a file with users of the realm.
            written.put(
                    name + "-users-0.json", sources.parse(RealmFiles.DEMO_USERS, files.text(RealmFiles.DEMO_USERS)));
        }
        Variables variables = new Variables(environment, mode);
        written.replaceAll((file, tree) -> new OnlyWith(environment).prune(tree));
        Placeholders placeholders = new Placeholders(variables, sources, problems);
        written.replaceAll((file, tree) -> placeholders.fillIn(tree));
        new StandInNotice(variables).addTo(realm);
        refuse(problems);
        ManagedMark.addTo(realm);
        return written;
    }

    /** The environments whose files are added: those of the variable, and in a demo without it the samples. */
    private static List<String> overlays(RealmFiles files, Map<String, String> environment, Mode mode) {
        String named = environment.get("DAEMUN_REALM_OVERLAYS");
        if (named == null) {
            return mode == Mode.DEMO && files.overlays().contains("samples") ? List.of("samples") : List.of();
        }
        return Arrays.stream(named.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RealmConfigException(problems.stream().distinct().toList());
        }
    }

    private static String text(JsonNode tree) {
        // Keycloak would look for placeholders again, also inside our values. It finds none, as every dollar sign is
        // escaped.
        return tree.toPrettyString().replace("$", "\\u0024");
    }
}
