package dev.daemun.upstreamsignals.consequence;

import dev.daemun.upstreamsignals.token.Signal;
import java.util.Locale;

/** What a report of a provider leads to here, as the table in the README says. */
enum Consequence {
    /** Nothing but a count, and an event where it is about somebody who has an account here. */
    NOTED,
    /** Sessions begun through the provider end. */
    SESSIONS_ENDED,
    /** Those sessions end, and the link to the account there. */
    LINK_ENDED,
    /** Those sessions end, and nobody can sign in through the account there without another proof. */
    SIGN_IN_HELD,
    /** Sign-in through the account there is possible again. */
    SIGN_IN_RELEASED;

    static Consequence of(Signal signal) {
        return switch (signal) {
            case SESSIONS_REVOKED, SESSION_REVOKED -> SESSIONS_ENDED;
            case TOKENS_REVOKED, TOKEN_REVOKED, USER_UNLINKED, CONSENT_REVOKED, ACCOUNT_DELETE -> LINK_ENDED;
            case ACCOUNT_DISABLED, ACCOUNT_PURGED, ACCOUNT_CREDENTIAL_CHANGE_REQUIRED, CREDENTIAL_COMPROMISE ->
                SIGN_IN_HELD;
            case ACCOUNT_ENABLED -> SIGN_IN_RELEASED;
            case VERIFICATION,
                    IDENTIFIER_CHANGED,
                    IDENTIFIER_RECYCLED,
                    TOKEN_ISSUED,
                    USER_LINKED,
                    USER_SCOPE_CONSENT,
                    USER_SCOPE_WITHDRAW,
                    ASSURANCE_LEVEL_CHANGE,
                    CREDENTIAL_CHANGE,
                    USER_PROFILE_CHANGED,
                    EMAIL_DISABLED,
                    EMAIL_ENABLED -> NOTED;
        };
    }

    boolean endsSessions() {
        return this == SESSIONS_ENDED || this == LINK_ENDED || this == SIGN_IN_HELD;
    }

    String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
