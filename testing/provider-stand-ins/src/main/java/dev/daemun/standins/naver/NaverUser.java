package dev.daemun.standins.naver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A person with a Naver account.
 *
 * @param id the person's id at this app
 * @param profile what the person shares, without the id; items that are declined are not in it
 */
public record NaverUser(String id, String title, String titleKo, ObjectNode profile) {
    /** One of the items, where it is shared. */
    public Optional<String> text(String item) {
        return Optional.ofNullable(profile.path(item).textValue());
    }

    /** As {@code /v1/nid/me} shows it in {@code response}. */
    ObjectNode response() {
        ObjectNode response = profile.objectNode().put("id", id);
        response.setAll(profile);
        return response;
    }
}
