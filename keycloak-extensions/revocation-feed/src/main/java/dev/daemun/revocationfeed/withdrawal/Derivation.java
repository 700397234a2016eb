package dev.daemun.revocationfeed.withdrawal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.revocationfeed.withdrawal.Withdrawal.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keycloak.util.JsonSerialization;

/** Which tokens an event withdraws, as the table in the README says. Where an event is not exact, too many rather than too few. */
public final class Derivation {
    /** How far the clocks of Keycloak and of the services may differ. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private static final Map<String, IdentityEventType> TYPES = Arrays.stream(IdentityEventType.values())
            .collect(Collectors.toUnmodifiableMap(IdentityEventType::id, Function.identity()));

    private final IdentityEvent event;
    private final IdentityEventType type;
    private final JsonNode data;
    private final Supplier<Duration> longestLifetime;

    private Derivation(IdentityEvent event, IdentityEventType type, Supplier<Duration> longestLifetime) {
        this.event = event;
        this.type = type;
        this.data = parse(event.data());
        this.longestLifetime = longestLifetime;
    }

    /**
     * What an event withdraws.
     *
     * @param longestLifetime of an access token of the event's realm; asked for only where a token is withdrawn, because the database
     *     has to be asked, and most events are sign-ins
     */
    public static List<Withdrawal> of(IdentityEvent event, Supplier<Duration> longestLifetime) {
        IdentityEventType type = TYPES.get(event.type());
        return type == null ? List.of() : new Derivation(event, type, longestLifetime).withdrawals();
    }

    private List<Withdrawal> withdrawals() {
        if (!data.isObject()) {
            return List.of(of(Kind.REALM));
        }
        return switch (type) {
            case SIGNED_OUT, SESSION_ENDED -> List.of(session());
            case CLIENT_SESSION_ENDED -> List.of(atClient(text("clientId")));
            case SIGNED_OUT_EVERYWHERE,
                    DISABLED,
                    DELETED,
                    PASSWORD_CHANGED,
                    CREDENTIAL_REMOVED,
                    IDENTITY_UNLINKED,
                    ROLE_REVOKED,
                    GROUP_LEFT -> List.of(subject());
            case TOKEN_REVOKED -> token();
            case CONSENT_WITHDRAWN -> List.of(subjectAt(text("clientId")));
            case ROLE_RENAMED -> List.of(role(text("previousRole")));
            case ROLE_DELETED, GROUP_DELETED, GROUP_MOVED -> roles();
            case ROLE_COMPOSITES_CHANGED, GROUP_ROLES_CHANGED -> "added".equals(text("change")) ? List.of() : roles();
            case CLIENT_UPDATED -> client();
            case CLIENT_DELETED -> clientAndAudience(text("clientId"));
            // What a scope is for is in the tokens of all clients that have it.
            case CLIENT_SCOPES_CHANGED -> List.of(of(text("clientId") == null ? Kind.REALM : Kind.CLIENT));
            // Keycloak ends the sessions that began at the provider, and no token says that in a way that a client
            // can't change.
            case IDENTITY_PROVIDER_DELETED -> List.of(of(Kind.REALM));
            // No token says who manages its user's account.
            case ORGANIZATION_DISABLED, DIRECTORY_DISABLED -> List.of(of(Kind.REALM));
            // Services may still have the key.
            case KEY_REMOVED -> List.of(of(Kind.REALM));
            case REALM_UPDATED -> stateOf(Kind.REALM);
            case EVERYONE_SIGNED_OUT, REALM_DELETED -> List.of(of(Kind.REALM));
            case REGISTERED,
                    PROFILE_UPDATED,
                    EMAIL_VERIFIED,
                    ENABLED,
                    // The user's sessions continue; only new sign-ins are refused.
                    LOCKED_OUT,
                    CREDENTIAL_ADDED,
                    IDENTITY_LINKED,
                    // What it has led to is in events of its own, such as signed-out.
                    PROVIDER_REPORTED,
                    // What the change ends is in events of its own too.
                    CHANGED_BY_ADMINISTRATOR,
                    SIGNED_IN,
                    CONSENT_GIVEN,
                    ROLE_GRANTED,
                    GROUP_JOINED -> List.of();
        };
    }

    private Withdrawal session() {
        return text("sid") == null ? subject() : of(Kind.SESSION);
    }

    private Withdrawal subject() {
        return of(event.subject() == null ? Kind.REALM : Kind.SUBJECT);
    }

    private Withdrawal subjectAt(String client) {
        return client == null || event.subject() == null ? subject() : of(Kind.SUBJECT_AT_CLIENT, client, null, upTo());
    }

    private Withdrawal atClient(String client) {
        return text("sid") == null ? subjectAt(client) : of(Kind.CLIENT_SESSION, client, null, upTo());
    }

    /** A token, and those that other clients have got in exchange for it; or all of the session that has ended with it. */
    private List<Withdrawal> token() {
        if (data.path("sessionEnded").asBoolean()) {
            return List.of(session());
        }
        List<Withdrawal> all = new ArrayList<>();
        all.add(
                "access".equals(text("tokenType")) && text("jti") != null
                        ? of(Kind.TOKEN)
                        : atClient(text("clientId")));
        data.path("exchangedClientIds").forEach(client -> all.add(atClient(client.asText())));
        return all;
    }

    private List<Withdrawal> roles() {
        if (!data.path("effectiveRoles").isArray()) {
            return List.of(of(Kind.REALM));
        }
        List<Withdrawal> all = new ArrayList<>();
        data.path("effectiveRoles").forEach(role -> all.add(of(Kind.ROLE, null, role.asText(), upTo())));
        return all;
    }

    /** Without the name nobody knows which tokens carry it. */
    private Withdrawal role(String name) {
        return name == null ? of(Kind.REALM) : of(Kind.ROLE, null, name, upTo());
    }

    /** Tokens that live still carry the id that the client had before. */
    private List<Withdrawal> client() {
        List<Withdrawal> all = new ArrayList<>(stateOf(Kind.CLIENT));
        if (!data.path("enabled").asBoolean(true)) {
            all.add(audience(text("clientId")));
        }
        String previous = text("previousClientId");
        if (previous != null) {
            all.addAll(clientAndAudience(previous));
        }
        return all;
    }

    private List<Withdrawal> clientAndAudience(String clientId) {
        return List.of(of(Kind.CLIENT, clientId, null, upTo()), audience(clientId));
    }

    /** For a service whose own client is gone, since Keycloak may still name it in tokens for others (CVE-2026-93999). */
    private Withdrawal audience(String clientId) {
        return Withdrawal.ofAudience(event.position(), clientId, upTo(), forgetAt(upTo()), type.shortName());
    }

    private List<Withdrawal> stateOf(Kind kind) {
        List<Withdrawal> all = new ArrayList<>();
        boolean narrowed = data.path("narrowed").asBoolean(false);
        if (narrowed || !data.path("enabled").asBoolean(true)) {
            all.add(of(kind));
        }
        long notBefore = data.path("notBefore").asLong();
        if (notBefore > 0 && notBefore + matters() > upTo()) {
            all.add(of(kind, text("clientId"), null, notBefore));
        }
        return all;
    }

    private Withdrawal of(Kind kind) {
        return of(kind, text("clientId"), null, upTo());
    }

    private Withdrawal of(Kind kind, String client, String role, long issuedUpTo) {
        boolean ofSession = kind == Kind.SESSION || kind == Kind.CLIENT_SESSION;
        boolean ofSubject = kind == Kind.SUBJECT || kind == Kind.SUBJECT_AT_CLIENT;
        boolean ofClient = kind == Kind.CLIENT || kind == Kind.CLIENT_SESSION || kind == Kind.SUBJECT_AT_CLIENT;
        return new Withdrawal(
                event.position(),
                kind,
                ofSession ? text("sid") : null,
                ofClient ? client : null,
                ofSubject ? event.subject() : null,
                kind == Kind.TOKEN ? text("jti") : null,
                role,
                issuedUpTo,
                forgetAt(issuedUpTo),
                type.shortName());
    }

    private long forgetAt(long issuedUpTo) {
        return Math.max(upTo(), issuedUpTo) + matters();
    }

    /** For how many seconds a token may still be used that was issued just now. */
    private long matters() {
        return longestLifetime.get().plus(CLOCK_SKEW).toSeconds();
    }

    /** Tokens issued in the second of the commit may still carry what the event took away. */
    private long upTo() {
        return event.positionedAt().getEpochSecond();
    }

    private String text(String name) {
        return data.path(name).textValue();
    }

    private static JsonNode parse(String json) {
        try {
            return JsonSerialization.mapper.readTree(json);
        } catch (IOException e) {
            // The database does not check that the data is JSON. One bad row must neither stop the feed nor be ignored.
            return MissingNode.getInstance();
        }
    }
}
