package dev.daemun.upstreamsignals.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of events that are understood, by their URIs in RISC 1.0, CAEP 1.0, Google's Cross-Account Protection and Kakao's
 * account status webhook, or by Apple's words for them.
 */
public enum Signal {
    /** All sessions at the provider were ended. */
    SESSIONS_REVOKED(Source.RISC),
    /** One session there was ended; CAEP 1.0 section 3.1. */
    SESSION_REVOKED(Source.CAEP),
    /** All tokens that the provider had issued for this app were revoked. */
    TOKENS_REVOKED(Source.OAUTH),
    /** One of them was revoked. */
    TOKEN_REVOKED(Source.OAUTH),
    /** The person disconnected the app from the account there. */
    USER_UNLINKED(Source.OAUTH),
    /** The account there is disabled, also because somebody has hijacked it. */
    ACCOUNT_DISABLED(Source.RISC),
    /** The account there was deleted for good. */
    ACCOUNT_PURGED(Source.RISC),
    /** The account there needs a new credential before it can be trusted again. */
    ACCOUNT_CREDENTIAL_CHANGE_REQUIRED(Source.RISC),
    /** Somebody else knows a credential of the account there. */
    CREDENTIAL_COMPROMISE(Source.RISC),
    /** The account there may be used again. */
    ACCOUNT_ENABLED(Source.RISC),
    /** The provider tries whether its events arrive. */
    VERIFICATION(Source.RISC),
    IDENTIFIER_CHANGED(Source.RISC),
    IDENTIFIER_RECYCLED(Source.RISC),
    TOKEN_ISSUED(Source.OAUTH),
    USER_LINKED(Source.OAUTH),
    USER_SCOPE_CONSENT(Source.OAUTH),
    USER_SCOPE_WITHDRAW(Source.OAUTH),
    ASSURANCE_LEVEL_CHANGE(Source.CAEP),
    CREDENTIAL_CHANGE(Source.CAEP),
    USER_PROFILE_CHANGED(Source.KAKAO),
    /** The person has stopped using the Apple Account with the app. */
    CONSENT_REVOKED(Source.APPLE),
    /** The Apple Account is deleted for good. */
    ACCOUNT_DELETE(Source.APPLE),
    /** Apple's relay no longer forwards mails to the person. */
    EMAIL_DISABLED(Source.APPLE),
    /** Apple's relay forwards them again. */
    EMAIL_ENABLED(Source.APPLE);

    /** SSF 1.0 has a URI of its own for what RISC calls verification. */
    private static final String SSF_VERIFICATION = "https://schemas.openid.net/secevent/ssf/event-type/verification";

    /** Apple's documentation has this type both with and without the last letter. */
    private static final String ACCOUNT_DELETED = "account-deleted";

    private static final Map<String, Signal> BY_URI =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Signal::uri, Function.identity()));

    private final Source source;

    Signal(Source source) {
        this.source = source;
    }

    /** The type with this URI; null where it is none of these. */
    static Signal of(String uri) {
        return switch (uri) {
            case SSF_VERIFICATION -> VERIFICATION;
            case ACCOUNT_DELETED -> ACCOUNT_DELETE;
            default -> BY_URI.get(uri);
        };
    }

    /** What names it in a token: a URI, or Apple's word. */
    public String uri() {
        return source.prefix + shortName();
    }

    /** Its name in events, logs and metrics, such as {@code sessions-revoked}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private enum Source {
        RISC("https://schemas.openid.net/secevent/risc/event-type/"),
        CAEP("https://schemas.openid.net/secevent/caep/event-type/"),
        OAUTH("https://schemas.openid.net/secevent/oauth/event-type/"),
        KAKAO("https://schemas.kakao.com/platevent/kakao/event-type/"),
        /** Apple's types are words and no URIs. */
        APPLE("");

        private final String prefix;

        Source(String prefix) {
            this.prefix = prefix;
        }
    }
}
