package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One member that differs.
 *
 * @param path the names on the way to it
 * @param found what the server has, or a missing node
 * @param wanted what the files have, or a missing node
 */
record Detail(List<String> path, JsonNode found, JsonNode wanted) {
    String member() {
        return path.get(0);
    }
}
