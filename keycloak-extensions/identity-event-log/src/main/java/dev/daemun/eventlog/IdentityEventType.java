package dev.daemun.eventlog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of events. What each means is in the module's README; its schema and an example are in the resources. */
public enum IdentityEventType {
    REGISTERED,
    PROFILE_UPDATED,
    EMAIL_VERIFIED,
    ENABLED,
    DISABLED,
    LOCKED_OUT,
    DELETED,
    PASSWORD_CHANGED,
    CREDENTIAL_ADDED,
    CREDENTIAL_REMOVED,
    IDENTITY_LINKED,
    IDENTITY_UNLINKED,
    IDENTITY_PROVIDER_DELETED,
    PROVIDER_REPORTED,
    SIGNED_IN,
    SIGNED_OUT,
    SIGNED_OUT_EVERYWHERE,
    SESSION_ENDED,
    CLIENT_SESSION_ENDED,
    TOKEN_REVOKED,
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    ROLE_GRANTED,
    ROLE_REVOKED,
    ROLE_RENAMED,
    ROLE_COMPOSITES_CHANGED,
    ROLE_DELETED,
    GROUP_JOINED,
    GROUP_LEFT,
    GROUP_MOVED,
    GROUP_ROLES_CHANGED,
    GROUP_DELETED,
    CLIENT_UPDATED,
    CLIENT_DELETED,
    CLIENT_SCOPES_CHANGED,
    ORGANIZATION_DISABLED,
    DIRECTORY_DISABLED,
    KEY_REMOVED,
    REALM_UPDATED,
    EVERYONE_SIGNED_OUT,
    REALM_DELETED,
    CHANGED_BY_ADMINISTRATOR;

    private static final Map<String, IdentityEventType> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(IdentityEventType::id, Function.identity()));

    /** The attribute {@code type} of CloudEvents, {@code dev.daemun.identity.<name>.v1}. */
    public String id() {
        return "dev.daemun.identity." + shortName() + ".v1";
    }

    /** The type that has such an id; empty for one that this version does not know. */
    public static Optional<IdentityEventType> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** The name in schemas, examples and logs, such as {@code role-granted}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
