package dev.daemun.standins.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an app gets to know about a user. For a consent item that the app has not configured that is nothing; for one that the
 * user has not agreed to it is only that consent is missing.
 */
record Profile(Kakao kakao, KakaoApp app, long userId) {
    private static final List<String> IMAGE = List.of("thumbnail_image_url", "profile_image_url", "is_default_image");

    Set<String> agreed() {
        return kakao.links().find(app, userId).map(Link::agreed).orElse(Set.of());
    }

    /** The scopes, as the token endpoint's answer names them. */
    Set<String> scopes(Grant grant) {
        Set<String> scopes = new LinkedHashSet<>(agreed());
        if (kakao.user(userId).profileAsOneItem() && scopes.removeAll(Set.of("profile_nickname", "profile_image"))) {
            scopes.add("profile");
        }
        if (grant.idToken()) {
            scopes.add("openid");
        }
        return scopes;
    }

    /** The answer of {@code /v2/user/me}. */
    ObjectNode me(boolean secureResource) {
        KakaoUser user = kakao.user(userId);
        ObjectNode me = JsonNodeFactory.instance.objectNode().put("id", userId);
        kakao.links()
                .find(app, userId)
                .ifPresent(link -> me.put("connected_at", link.connectedAt().toString()));
        ObjectNode account = me.putObject("kakao_account");
        for (ConsentItem item : ConsentItem.ALL) {
            if (app.consentItems().contains(item.scope())) {
                add(account, item, user, secureResource);
            }
        }
        return me;
    }

    private void add(ObjectNode account, ConsentItem item, KakaoUser user, boolean secure) {
        boolean agrees = agreed().contains(item.scope());
        boolean ofProfile = item.members().contains("profile");
        String prefix = ofProfile && user.profileAsOneItem() ? "profile" : item.agreementPrefix();
        account.put(prefix + "_needs_agreement", !agrees);
        if (!agrees) {
            return;
        }
        if (ofProfile) {
            profile(account, item, user.account().path("profile"), secure);
            return;
        }
        for (String member : item.members()) {
            JsonNode value = user.account().get(member);
            if (value != null) {
                account.set(member, value);
            }
        }
    }

    private static void profile(ObjectNode account, ConsentItem item, JsonNode all, boolean secure) {
        ObjectNode profile =
                account.has("profile") ? (ObjectNode) account.get("profile") : account.putObject("profile");
        all.properties().forEach(member -> {
            boolean ofImage = IMAGE.contains(member.getKey());
            if (ofImage == item.equals(ConsentItem.IMAGE)) {
                profile.set(member.getKey(), secure ? secured(member.getValue()) : member.getValue());
            }
        });
    }

    private static JsonNode secured(JsonNode value) {
        return value.isTextual() ? TextNode.valueOf(value.textValue().replaceFirst("^http:", "https:")) : value;
    }
}
