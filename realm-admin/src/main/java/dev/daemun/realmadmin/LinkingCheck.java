package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The flows of a first sign-in through a provider: who gets which account. */
final class LinkingCheck implements Check {
    private static final String REMEMBER = "daemun-remember-provider-address";
    private static final String CREATE = "daemun-create-user-unless-provable";
    private static final String LINK = "daemun-link-account";
    private static final Set<String> OURS = Set.of(REMEMBER, CREATE, LINK);

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        Flows flows = new Flows(realm);
        Set<String> bound = bound(realm);
        flows.contents().forEach((alias, flow) -> {
            boolean isBound = bound.contains(alias);
            List<JsonNode> steps = new ArrayList<>();
            flatten(flow, steps);
            if (isBound) {
                step(steps, "idp-auto-link")
                        .filter(LinkingCheck::isOn)
                        .ifPresent(step -> findings.add(new Finding(
                                "flow " + alias,
                                "links to an account whose address nobody has verified, so that whoever registers"
                                        + " somebody else's address first gets into their account later",
                                "take \"Automatically Set Existing User\" out, and let people prove the account")));
            }
            if (steps.stream().anyMatch(step -> OURS.contains(authenticator(step)))) {
                if (isBound) {
                    checkOurs(alias, flow, steps, findings);
                } else {
                    findings.add(new Finding(
                            "flow " + alias,
                            "has the steps of safe linking, and no identity provider uses it",
                            "choose it as the first login flow of the realm, or of the identity providers"));
                }
            }
        });
        return findings;
    }

    /** Of the realm, for providers that choose none, and of those that do. */
    private static Set<String> bound(JsonNode realm) {
        Set<String> bound = new LinkedHashSet<>();
        bound.add(realm.path("firstBrokerLoginFlow").asText());
        for (ObjectNode provider : Json.objects(realm.path("identityProviders"))) {
            if (provider.path("enabled").asBoolean(true)) {
                bound.add(provider.path("firstBrokerLoginFlowAlias").asText());
            }
        }
        return bound;
    }

    private static void checkOurs(String alias, JsonNode flow, List<JsonNode> steps, List<Finding> findings) {
        String where = "flow " + alias;
        JsonNode top = flow.path("steps");
        if (!isRequired(top.path(0), REMEMBER)) {
            findings.add(new Finding(
                    where,
                    "does not begin with \"Remember The Provider's Address\", so that no existing account is offered to"
                            + " anybody",
                    "put this step first, at the flow's top, and set it to REQUIRED"));
        }
        if (!isRequired(top.path(top.size() - 1), LINK)) {
            findings.add(new Finding(
                    where,
                    "does not end with \"Link The Account At Once\", so that whoever closes the browser leaves an account"
                            + " without a link",
                    "put this step last, at the flow's top, and set it to REQUIRED"));
        }
        if (step(steps, CREATE).filter(step -> isAlternative(step)).isEmpty()) {
            findings.add(new Finding(
                    where,
                    "\"Create User Unless An Account Can Be Proven\" is missing or not ALTERNATIVE, so that new people get"
                            + " no account, or are asked for a password that they don't have",
                    "put it where \"Create User If Unique\" was, before the handling of existing accounts, and set it to"
                            + " ALTERNATIVE"));
        } else if (!isFirstOfItsFlow(flow, CREATE)) {
            findings.add(new Finding(
                    where,
                    "\"Create User Unless An Account Can Be Proven\" comes after another alternative, so that new people"
                            + " are asked for a password that they don't have",
                    "put it first among the alternatives"));
        }
        step(steps, "idp-create-user-if-unique")
                .filter(LinkingCheck::isOn)
                .ifPresent(step -> findings.add(new Finding(
                        where,
                        "has Keycloak's \"Create User If Unique\" too, which offers accounts by an address that nobody has"
                                + " verified",
                        "take it out")));
    }

    private static boolean isFirstOfItsFlow(JsonNode flow, String authenticator) {
        JsonNode first = null;
        for (JsonNode step : flow.path("steps")) {
            if (authenticator(step).equals(authenticator)) {
                return first == null;
            }
            if (isAlternative(step) && first == null) {
                first = step;
            }
            if (step.has("flow") && contains(step, authenticator)) {
                return isFirstOfItsFlow(step, authenticator);
            }
        }
        return false;
    }

    private static boolean contains(JsonNode flow, String authenticator) {
        List<JsonNode> steps = new ArrayList<>();
        flatten(flow, steps);
        return step(steps, authenticator).isPresent();
    }

    private static void flatten(JsonNode flow, List<JsonNode> steps) {
        for (JsonNode step : flow.path("steps")) {
            steps.add(step);
            if (isOn(step)) {
                flatten(step, steps);
            }
        }
    }

    private static Optional<JsonNode> step(List<JsonNode> steps, String authenticator) {
        return steps.stream()
                .filter(step -> authenticator(step).equals(authenticator))
                .findFirst();
    }

    private static String authenticator(JsonNode step) {
        return step.path("authenticator").asText();
    }

    private static boolean isOn(JsonNode step) {
        return !step.path("requirement").asText().equals("DISABLED");
    }

    private static boolean isAlternative(JsonNode step) {
        return step.path("requirement").asText().equals("ALTERNATIVE");
    }

    private static boolean isRequired(JsonNode step, String authenticator) {
        return authenticator(step).equals(authenticator)
                && step.path("requirement").asText().equals("REQUIRED");
    }
}
