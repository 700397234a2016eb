package dev.daemun.eventrelay;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.Config;

/**
 * Which events go to a destination.
 *
 * @param realms names of the realms; empty for all
 * @param types short names such as {@code signed-in}; empty for all
 */
public record Selection(Set<String> realms, Set<String> types) {
    private static final String PREFIX = "dev.daemun.identity.";
    private static final String VERSION = ".v1";

    /** What the options {@code <name>-realms} and {@code <name>-types} say. */
    public static Selection of(String name, Config.Scope config) {
        return new Selection(
                words(config.get(name + "-realms")).collect(Collectors.toUnmodifiableSet()),
                words(config.get(name + "-types")).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The names in the option {@code names}.
     *
     * @param prefix of the options, for the sentence that stops the start
     */
    public static Stream<String> names(String prefix, Config.Scope config) {
        return words(config.get("names")).peek(name -> {
            if (!name.matches("[a-z0-9-]{1,50}")) {
                throw new IllegalArgumentException(
                        prefix + "names has '" + name + "': use small letters, digits and hyphens.");
            }
        });
    }

    /** The words of a list with commas; none for a missing one. */
    public static Stream<String> words(String list) {
        return list == null
                ? Stream.empty()
                : Arrays.stream(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** Whether an event is among them. */
    public boolean has(String type, String realm) {
        return (realms.isEmpty() || realms.contains(realm)) && (types.isEmpty() || types.contains(shortName(type)));
    }

    private static String shortName(String type) {
        return type.substring(PREFIX.length(), type.length() - VERSION.length());
    }
}
