package dev.daemun.naver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.brokering.StorableText;

/**
 * What the answer of Naver's {@code /v1/nid/me} says about who signed in.
 *
 * @param id the person's id at this app: digits at apps from before May 2021, letters and digits at newer ones
 * @param name the name, or a nickname that is not masked, without what Keycloak allows in no name; or null
 * @param email the contact address, which nobody has verified, or null
 * @param profile all that Naver says of the person, out of {@code response}
 */
record NaverAccount(String id, String name, String email, ObjectNode profile) {
    private static final String SUCCESS = "00";

    /** Printable ASCII, and at most as long as Naver's documentation says. */
    private static final String ID = "[\\x21-\\x7e]{1,64}";

    /** Naver shows {@code abc***} to an app that may not see the whole nickname, and that is nobody's name. */
    private static final String MASK = "***";

    /**
     * Reads the answer; only the id is required of it.
     *
     * @throws IllegalArgumentException when it is an error, or has no usable id
     */
    static NaverAccount of(JsonNode answer) {
        if (!SUCCESS.equals(answer.path("resultcode").asText())
                || !(answer.path("response") instanceof ObjectNode profile)) {
            throw new IllegalArgumentException("Naver's answer is no profile");
        }
        JsonNode id = profile.path("id");
        if (!(id.isTextual() || id.isIntegralNumber()) || !id.asText().matches(ID)) {
            throw new IllegalArgumentException("Naver's answer has no usable id");
        }
        return new NaverAccount(
                id.asText(),
                name(profile.path("name").asText(""), profile.path("nickname").asText("")),
                StorableText.address(profile.path("email").textValue()),
                profile);
    }

    private static String name(String name, String nickname) {
        String written = name.isBlank() && !nickname.contains(MASK) ? nickname : name;
        return StorableText.name(written);
    }

    /** Without what Keycloak allows in no username. */
    String username() {
        return "naver_" + id.replaceAll("[^A-Za-z0-9_.+-]", "_");
    }
}
