package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
    private static final String DELETED = "deleted";

    /** As if the token had been issued before every entry. */
    private static final long WHENEVER = Long.MIN_VALUE;

    private final int mostEntries;
    private final Set<String> ownAudiences;
    private final Duration margin;
    private final Map<String, Denial> sessions = new ConcurrentHashMap<>();
    private final Map<Both, Denial> sessionsAtClients = new ConcurrentHashMap<>();
    private final Map<String, Denial> subjects = new ConcurrentHashMap<>();
    private final Map<Both, Denial> subjectsAtClients = new ConcurrentHashMap<>();
    private final Map<String, Denial> tokens = new ConcurrentHashMap<>();
    private final Map<String, Denial> clients = new ConcurrentHashMap<>();
    private final Map<String, Denial> roles = new ConcurrentHashMap<>();
    private final Map<String, Denial> audiences = new ConcurrentHashMap<>();
    private final List<Map<?, Denial>> all =
            List.of(sessions, sessionsAtClients, subjects, subjectsAtClients, tokens, clients, roles, audiences);
    private volatile @Nullable Denial everyone;

    /**
     * An empty list.
     *
     * @param ownAudiences what this service is called in {@code aud}
     * @param margin how far the clocks of the issuer's nodes may differ, by which tokens say when they were issued
     */
    Denylist(int mostEntries, Set<String> ownAudiences, Duration margin) {
        this.mostEntries = mostEntries;
        this.ownAudiences = Set.copyOf(ownAudiences);
        this.margin = margin;
    }

    /** Adds an entry. One that this version does not know, or that lacks a claim, is for every token of the issuer. */
    synchronized void add(Withdrawal withdrawal) {
        Denial denial = Denial.of(withdrawal, margin);
        boolean known = withdrawal.kind() != null
                && switch (withdrawal.kind()) {
                    case "session" -> add(sessions, withdrawal.sid(), denial);
                    case "client-session" -> add(sessionsAtClients, withdrawal.sid(), withdrawal.azp(), denial);
                    case "subject" ->
                        add(subjects, withdrawal.sub(), denial.reason().equals(DELETED) ? denial.whenever() : denial);
                    case "subject-at-client" -> add(subjectsAtClients, withdrawal.sub(), withdrawal.azp(), denial);
                    case "token" -> add(tokens, withdrawal.jti(), denial);
                    case "client" -> add(clients, withdrawal.azp(), denial);
                    case "role" -> add(roles, withdrawal.role(), denial);
                    case "audience" -> addAudience(withdrawal.aud(), denial);
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
        found = found == null ? find(sessions, sid, mayOutliveItsSession(token) ? issuedAt : WHENEVER) : found;
        found = found == null ? find(sessionsAtClients, sid, azp, issuedAt) : found;
        found = found == null ? find(subjects, sub, issuedAt) : found;
        found = found == null ? find(subjectsAtClients, sub, azp, issuedAt) : found;
        found = found == null ? find(clients, azp, issuedAt) : found;
        found = found == null ? findAudience(token, issuedAt) : found;
        return found == null ? findRole(token, issuedAt) : found;
    }

    /** No later token of an ended session is good, unless its client may go on offline (OpenID Connect Core section 11). */
    private static boolean mayOutliveItsSession(Jwt token) {
        String scope = text(token, "scope");
        return scope != null && List.of(scope.split(" ", -1)).contains("offline_access");
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
        long[] moments = each().mapToLong(Denial::issuedUpTo).sorted().toArray();
        long half = moments[moments.length / 2];
        Denial older = each().filter(denial -> denial.issuedUpTo() <= half)
                .reduce(Denial::and)
                .orElseThrow();
        // Before the narrow ones are removed; see above.
        everyone = new Denial(older.position(), TOO_MANY, half, older.forgetAt(), false).and(everyone);
        all.forEach(map -> map.values().removeIf(denial -> denial.issuedUpTo() <= half));
    }

    private Stream<Denial> each() {
        return all.stream().map(Map::values).flatMap(Collection::stream);
    }

    /** Entries for other services are none of this one's business. */
    private boolean addAudience(@Nullable String audience, Denial denial) {
        return audience != null && (!ownAudiences.contains(audience) || add(audiences, audience, denial));
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

    /** Where this service has several names, a token is good as long as one of those in it is. */
    private @Nullable Denial findAudience(Jwt token, long issuedAt) {
        if (audiences.isEmpty() || token.getAudience() == null) {
            return null;
        }
        Denial found = null;
        for (String audience : token.getAudience()) {
            if (ownAudiences.contains(audience)) {
                found = find(audiences, audience, issuedAt);
                if (found == null) {
                    return null;
                }
            }
        }
        return found;
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
