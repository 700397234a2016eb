package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.Keycloak;

/** The names of all providers that a Keycloak has, its own and those of jars. */
record InstalledProviders(Set<String> names) {
    /** The members of a realm's representation that name a provider. */
    private static final List<String> MEMBERS =
            List.of("authenticator", "condition", "executor", "identityProviderMapper", "protocolMapper", "providerId");

    static InstalledProviders of(Keycloak admin) {
        return new InstalledProviders(admin.serverInfo().getInfo().getProviders().values().stream()
                .flatMap(spi -> spi.getProviders().keySet().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** A realm's files without what needs a provider that this Keycloak lacks, most of which it would refuse to import. */
    ObjectNode onlyWithThese(ObjectNode files) {
        ObjectNode realm = files.deepCopy();
        leaveOut(realm);
        return realm;
    }

    private void leaveOut(JsonNode node) {
        if (node instanceof ArrayNode list) {
            list.removeIf(this::needsAnother);
        }
        // A flow says in the member providerId which kind of flow it is.
        node.properties().stream()
                .filter(member -> !member.getKey().equals("authenticationFlows"))
                .forEach(member -> leaveOut(member.getValue()));
        node.path("authenticationFlows").forEach(this::leaveOut);
        if (node.isArray()) {
            node.forEach(this::leaveOut);
        }
    }

    private boolean needsAnother(JsonNode object) {
        return MEMBERS.stream()
                .map(object::path)
                .anyMatch(provider -> provider.isTextual() && !names.contains(provider.textValue()));
    }
}
