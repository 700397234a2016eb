package dev.daemun.standins.kakao;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The users that are there from the start; the README says what each is for. */
final class Cast {
    private Cast() {}

    static List<KakaoUser> all() {
        try (InputStream file = Cast.class.getResourceAsStream("cast.json")) {
            List<KakaoUser> cast = new ArrayList<>();
            new ObjectMapper().readTree(file).forEach(user -> cast.add(read(user)));
            return cast;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KakaoUser read(JsonNode user) {
        Set<String> declines = new HashSet<>();
        user.path("declines").forEach(item -> declines.add(item.textValue()));
        return new KakaoUser(
                user.get("id").longValue(),
                user.get("title").textValue(),
                user.get("titleKo").textValue(),
                (ObjectNode) user.get("account"),
                declines,
                user.path("profileAsOneItem").asBoolean(),
                user.path("blockedAsMinor").asBoolean());
    }
}
