package dev.daemun.resourceserver.withdrawal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What is denied, in memory. A check looks at the token's own claims only, so it costs the same for one entry as for a
 * million, and takes no lock. Past its limit the older half becomes one entry for every token issued until then: nobody is
 * let in who should not be, and everybody else refreshes once.
 *
 * <p>Whoever writes writes the wide entry first and removes the narrow ones afterwards; whoever reads reads the narrow ones
 * first and the wide one last. So a token that is looked up in between meets the one or the other.
 */
final class Denylist {
    private static final String SID = "sid";
    private static final String AZP = "azp";
    private static final String ROLES = "roles";
    private static final String TOO_MANY = "too-many";

    private final int mostEntries;
    private final Map<String, Denial> sessions = new ConcurrentHashMap<>();
    private final Map<Both, Denial> sessionsAtClients = new ConcurrentHashMap<>();
    private final Map<String, Denial> subjects = new ConcurrentHashMap<>();
    private final Map<Both, Denial> subjectsAtClients = new ConcurrentHashMap<>();
    private final Map<String, Denial> tokens = new ConcurrentHashMap<>();
    private final Map<String, Denial> clients = new ConcurrentHashMap<>();
    private final Map<String, Denial> roles = new ConcurrentHashMap<>();
    private final List<Map<?, Denial>> all =
            List.of(sessions, sessionsAtClients, subjects, subjectsAtClients, tokens, clients, roles);
    private volatile @Nullable Denial everyone;

    Denylist(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    /** Adds an entry. One that this version does not know, or that lacks a claim, is for every token of the issuer. */
    synchronized void add(Withdrawal withdrawal) {
        Denial denial = Denial.of(withdrawal);
        boolean known = withdrawal.kind() != null
                && switch (withdrawal.kind()) {
                    case "session" -> add(sessions, withdrawal.sid(), denial);
                    case "client-session" -> add(sessionsAtClients, withdrawal.sid(), withdrawal.azp(), denial);
                    case "subject" -> add(subjects, withdrawal.sub(), denial);
                    case "subject-at-client" -> add(subjectsAtClients, withdrawal.sub(), withdrawal.azp(), denial);
                    case "token" -> add(tokens, withdrawal.jti(), denial);
                    case "client" -> add(clients, withdrawal.azp(), denial);
                    case "role" -> add(roles, withdrawal.role(), denial);
                    default -> false;
                };
        if (!known) {
            everyone = denial.and(everyone);
        }
        if (size() > mostEntries) {
            widen();
        }
    }

    /** Why a token is denied, or null when it is not. */
    @Nullable
    Denial find(Jwt token) {
        Instant issued = token.getIssuedAt();
        long issuedAt = issued == null ? 0 : issued.getEpochSecond();
        Denial found = findNarrow(token, issuedAt);
        if (found != null) {
            return found;
        }
        Denial widest = everyone;
        return widest != null && widest.denies(issuedAt) ? widest : null;
    }

    private @Nullable Denial findNarrow(Jwt token, long issuedAt) {
        String sid = text(token, SID);
        String sub = text(token, JwtClaimNames.SUB);
        String azp = text(token, AZP);
        Denial found = find(tokens, text(token, JwtClaimNames.JTI), issuedAt);
        found = found == null ? find(sessions, sid, issuedAt) : found;
        found = found == null ? find(sessionsAtClients, sid, azp, issuedAt) : found;
        found = found == null ? find(subjects, sub, issuedAt) : found;
        found = found == null ? find(subjectsAtClients, sub, azp, issuedAt) : found;
        found = found == null ? find(clients, azp, issuedAt) : found;
        return found == null ? findRole(token, issuedAt) : found;
    }

    int size() {
        int size = 0;
        for (Map<?, Denial> map : all) {
            size += map.size();
        }
        return size;
    }

    /** Forgets the entries whose time was over before a moment. */
    synchronized void forget(Instant now) {
        long second = now.getEpochSecond();
        all.forEach(map -> map.values().removeIf(denial -> denial.forgetAt() < second));
        Denial widest = everyone;
        if (widest != null && widest.forgetAt() < second) {
            everyone = null;
        }
    }

    private void widen() {
        long[] moments = all.stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .mapToLong(Denial::issuedUpTo)
                .toArray();
        Arrays.sort(moments);
        long half = moments[moments.length / 2];
        long forgetAt = all.stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(denial -> denial.issuedUpTo() <= half)
                .mapToLong(Denial::forgetAt)
                .max()
                .orElse(0);
        // Before the narrow ones are removed; see above.
        everyone = new Denial(half, forgetAt, TOO_MANY).and(everyone);
        all.forEach(map -> map.values().removeIf(denial -> denial.issuedUpTo() <= half));
    }

    private static boolean add(Map<String, Denial> map, @Nullable String claim, Denial denial) {
        if (claim == null) {
            return false;
        }
        map.merge(claim, denial, Denial::and);
        return true;
    }

    private static boolean add(Map<Both, Denial> map, @Nullable String one, @Nullable String other, Denial denial) {
        if (one == null || other == null) {
            return false;
        }
        map.merge(new Both(one, other), denial, Denial::and);
        return true;
    }

    private static @Nullable Denial find(Map<String, Denial> map, @Nullable String claim, long issuedAt) {
        Denial denial = claim == null || map.isEmpty() ? null : map.get(claim);
        return denial != null && denial.denies(issuedAt) ? denial : null;
    }

    private static @Nullable Denial find(
            Map<Both, Denial> map, @Nullable String one, @Nullable String other, long issuedAt) {
        if (one == null || other == null || map.isEmpty()) {
            return null;
        }
        Denial denial = map.get(new Both(one, other));
        return denial != null && denial.denies(issuedAt) ? denial : null;
    }

    private @Nullable Denial findRole(Jwt token, long issuedAt) {
        if (!roles.isEmpty() && token.getClaims().get(ROLES) instanceof Collection<?> ofToken) {
            for (Object role : ofToken) {
                Denial denial = role instanceof String name ? find(roles, name, issuedAt) : null;
                if (denial != null) {
                    return denial;
                }
            }
        }
        return null;
    }

    private static @Nullable String text(Jwt token, String claim) {
        return token.getClaims().get(claim) instanceof String text ? text : null;
    }

    private record Both(String one, String other) {}
}
