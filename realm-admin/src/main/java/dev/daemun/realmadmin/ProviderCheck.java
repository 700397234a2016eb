package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Identity providers whose word is taken without a proof that it is theirs. */
final class ProviderCheck implements Check {
    /** Those that sign what they say, and of which Keycloak checks the signature only when it is told to. */
    private static final Set<String> SIGNING = Set.of("oidc", "keycloak-oidc", "google", "saml");

    private static final List<String> CALLED =
            List.of("tokenUrl", "jwksUrl", "userInfoUrl", "authorizationUrl", "singleSignOnServiceUrl");

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        for (ObjectNode provider : Json.objects(realm.path("identityProviders"))) {
            if (!provider.path("enabled").asBoolean(true)) {
                continue;
            }
            String where = "identity provider " + provider.path("alias").asText();
            JsonNode config = provider.path("config");
            if (SIGNING.contains(provider.path("providerId").asText()) && !checksSignatures(config)) {
                findings.add(new Finding(
                        where,
                        "signatures are not checked, so that anybody can sign people out, or in, with a token that they"
                                + " wrote themselves (CVE-2026-18569)",
                        "switch \"Validate signatures\" on and name the provider's keys: validateSignature, useJwksUrl"
                                + " and jwksUrl"));
            }
            CALLED.stream()
                    .filter(setting -> Addresses.isInClear(config.path(setting).asText()))
                    .forEach(setting -> findings.add(new Finding(
                            where,
                            setting + " is an address in clear, on whose way everything can be read and changed",
                            "name its https address")));
        }
        return findings;
    }

    private static boolean checksSignatures(JsonNode config) {
        if (!config.path("validateSignature").asBoolean()) {
            return false;
        }
        boolean fetchesKeys = config.path("useJwksUrl").asBoolean()
                && !config.path("jwksUrl").asText().isBlank();
        boolean fetchesMetadata = config.path("useMetadataDescriptorUrl").asBoolean();
        boolean hasKey = !config.path("publicKeySignatureVerifier").asText().isBlank()
                || !config.path("signingCertificate").asText().isBlank();
        return fetchesKeys || hasKey || fetchesMetadata;
    }
}
