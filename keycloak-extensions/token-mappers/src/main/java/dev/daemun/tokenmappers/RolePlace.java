package dev.daemun.tokenmappers;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A place where role names have a meaning of their own: the realm, or one client.
 *
 * @param held the names the user holds here
 * @param defines whether a role of that name exists here, held or not
 */
record RolePlace(Set<String> held, Predicate<String> defines) {

    /**
     * The names that are true for every reader of one flat array.
     *
     * <p>A flat array no longer says where a role comes from. In a token for the services A and B, an {@code admin} held
     * at B alone would be read by A as its own {@code admin}. So a name is included only if the user holds it in every
     * place that defines it.
     *
     * @return in natural order, so that equal rights give equal tokens
     */
    static SortedSet<String> trueEverywhere(Collection<RolePlace> places) {
        SortedSet<String> names = new TreeSet<>();
        places.forEach(place -> names.addAll(place.held));
        names.removeIf(name -> places.stream().anyMatch(place -> place.contradicts(name)));
        return names;
    }

    private boolean contradicts(String name) {
        return !held.contains(name) && defines.test(name);
    }
}
