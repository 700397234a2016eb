package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.regex.Pattern;
import org.keycloak.util.JsonSerialization;

/**
 * The members in which two states of one thing differ, short enough for an event and without secrets. A secret that changes is said to
 * change, and shown as neither.
 *
 * @param before empty for what is new
 * @param after empty for what is gone
 * @param cut whether some of it was too long
 */
record WhatDiffers(ObjectNode before, ObjectNode after, boolean cut) {
    /** Of one value, written as JSON. */
    static final int LONGEST_VALUE = 2_000;

    /** Of one state, written as JSON. */
    static final int LONGEST_STATE = 20_000;

    private static final String MASK = "**********";

    // An attribute may be called after what it keeps, such as client.secret.rotated.
    private static final Pattern SECRET = Pattern.compile("(?i)(.*[._-])?(secret|.*client.?secret|.*password|passphrase"
            + "|.*(admin|private|api).?key|registrationAccessToken|.*secret.rotated|keystore.*|credentials)");

    /** What is the same in both is taken out of these two. */
    static WhatDiffers of(ObjectNode before, ObjectNode after) {
        takeOutTheSame(before, after);
        mask(before);
        mask(after);
        boolean first = shorten(before);
        boolean second = shorten(after);
        return new WhatDiffers(before, after, first || second);
    }

    boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    private static void takeOutTheSame(ObjectNode one, ObjectNode other) {
        for (Iterator<Entry<String, JsonNode>> members = one.fields(); members.hasNext(); ) {
            Entry<String, JsonNode> member = members.next();
            JsonNode value = other.get(member.getKey());
            if (member.getValue().equals(value)) {
                members.remove();
                other.remove(member.getKey());
            } else if (member.getValue() instanceof ObjectNode inner && value instanceof ObjectNode innerOfOther) {
                takeOutTheSame(inner, innerOfOther);
            }
        }
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (SECRET.matcher(member.getKey()).matches()
                        && !member.getValue().isBoolean()) {
                    member.setValue(object.textNode(MASK));
                } else {
                    mask(member.getValue());
                }
            });
        } else {
            node.forEach(WhatDiffers::mask);
        }
    }

    /** Whether there was more than fits. */
    private static boolean shorten(ObjectNode state) {
        boolean cut = false;
        int length = 0;
        for (Entry<String, JsonNode> member : state.properties()) {
            int own = JsonSerialization.mapper
                            .valueToTree(member.getKey())
                            .toString()
                            .length()
                    + member.getValue().toString().length()
                    + 2;
            if (own > LONGEST_VALUE && member.getValue() instanceof ObjectNode inner && own <= LONGEST_STATE - length) {
                cut |= shorten(inner);
            } else if (own > LONGEST_VALUE) {
                member.setValue(state.textNode("[" + own + " characters]"));
                cut = true;
            }
            length += member.getKey().length() + member.getValue().toString().length() + 4;
        }
        if (length > LONGEST_STATE) {
            state.removeAll();
            return true;
        }
        return cut;
    }
}
