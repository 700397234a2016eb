package dev.daemun.eventrelay;

import dev.daemun.eventlog.IdentityEventType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.Config;

/**
 * Which events go to a destination.
 *
 * @param realms names of the realms; empty for all
 * @param types of the events; empty for all
 */
public record Selection(Set<String> realms, Set<IdentityEventType> types) {
    /**
     * What the options {@code <name>-realms} and {@code <name>-types} say.
     *
     * @param options what precedes all options of the provider on Keycloak's command line
     * @throws IllegalArgumentException with the sentence that stops Keycloak's start, where there is no such type
     */
    public static Selection of(String options, String name, Config.Scope config) {
        return new Selection(
                words(config.get(name + "-realms")).collect(Collectors.toUnmodifiableSet()),
                words(config.get(name + "-types"))
                        .map(word -> type(options + name + "-types", word))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The names in the option {@code names}.
     *
     * @param options what precedes all options of the provider on Keycloak's command line
     * @throws IllegalArgumentException with the sentence that stops Keycloak's start, where one is no name
     */
    public static Stream<String> names(String options, Config.Scope config) {
        return words(config.get("names")).peek(name -> {
            if (!name.matches("[a-z0-9-]{1,50}")) {
                throw new IllegalArgumentException(
                        options + "names has '" + name + "': use small letters, digits and hyphens.");
            }
        });
    }

    /** The words of a list with commas; none for a missing one. */
    public static Stream<String> words(String list) {
        return list == null
                ? Stream.empty()
                : Arrays.stream(list.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty());
    }

    /**
     * Whether an event goes there.
     *
     * @param type as CloudEvents writes it
     * @param realm the realm's name
     */
    public boolean has(String type, String realm) {
        return (realms.isEmpty() || realms.contains(realm))
                && (types.isEmpty()
                        || types.stream().anyMatch(chosen -> chosen.id().equals(type)));
    }

    private static IdentityEventType type(String option, String word) {
        return Arrays.stream(IdentityEventType.values())
                .filter(type -> type.shortName().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                option + " has '" + word
                                        + "', which is no type of the identity event log: use those of its README, such as signed-in."));
    }
}
