package dev.daemun.standins.naver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The users that are there from the start; the README says what each is for. */
final class Cast {
    private Cast() {}

    static List<NaverUser> all() {
        try (InputStream file = Cast.class.getResourceAsStream("cast.json")) {
            List<NaverUser> cast = new ArrayList<>();
            new ObjectMapper()
                    .readTree(file)
                    .forEach(user -> cast.add(new NaverUser(
                            user.get("id").textValue(),
                            user.get("title").textValue(),
                            user.get("titleKo").textValue(),
                            (ObjectNode) user.get("profile"))));
            return cast;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
