package dev.daemun.realmconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A realm that was joined from files, with its variables not filled in. */
final class Joined {
    private Joined() {}

    static ObjectNode files(RealmFiles files, String... overlays) {
        List<String> problems = new ArrayList<>();
        ObjectNode realm = new RealmJoin(files, new Sources(), problems).join(List.of(overlays));
        assertThat(problems).isEmpty();
        return realm;
    }
}
