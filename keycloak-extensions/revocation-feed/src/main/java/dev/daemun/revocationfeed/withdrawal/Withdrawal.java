package dev.daemun.revocationfeed.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Tokens that must be refused from now on: those whose claims equal all claims that are set here, and whose {@code iat} is
 * not after {@code issuedUpTo}.
 *
 * @param position of the event that it was derived from; several withdrawals of one event share it
 * @param kind which claims are set
 * @param issuedUpTo in seconds since 1970
 * @param forgetAt in seconds since 1970: by then every token that it withdraws has expired
 * @param reason the event's name, such as {@code signed-out}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Withdrawal(
        long position,
        Kind kind,
        String sid,
        String azp,
        String sub,
        String jti,
        String role,
        String aud,
        long issuedUpTo,
        long forgetAt,
        String reason) {
    private static final String TOO_MANY = "too-many";

    /** A withdrawal of any other kind than {@link Kind#AUDIENCE}. */
    public Withdrawal(
            long position,
            Kind kind,
            String sid,
            String azp,
            String sub,
            String jti,
            String role,
            long issuedUpTo,
            long forgetAt,
            String reason) {
        this(position, kind, sid, azp, sub, jti, role, null, issuedUpTo, forgetAt, reason);
    }

    /**
     * The withdrawal of what was issued for one service.
     *
     * @param clientId that tokens for it have in {@code aud}
     */
    public static Withdrawal ofAudience(long position, String clientId, long issuedUpTo, long forgetAt, String reason) {
        return new Withdrawal(
                position, Kind.AUDIENCE, null, null, null, null, null, clientId, issuedUpTo, forgetAt, reason);
    }

    /** The one of a realm that stands for others, since there are too many to be kept. */
    public static Withdrawal inPlaceOf(List<Withdrawal> others, long position) {
        long issuedUpTo =
                others.stream().mapToLong(Withdrawal::issuedUpTo).max().orElseThrow();
        long forgetAt = others.stream().mapToLong(Withdrawal::forgetAt).max().orElseThrow();
        return new Withdrawal(position, Kind.REALM, null, null, null, null, null, issuedUpTo, forgetAt, TOO_MANY);
    }

    /** Whether it stands for others. */
    @JsonIgnore
    public boolean isInPlaceOfOthers() {
        return TOO_MANY.equals(reason);
    }

    /** Which claims of a withdrawal are set. */
    public enum Kind {
        /** {@code sid}. */
        SESSION,
        /** {@code sid} and {@code azp}. */
        CLIENT_SESSION,
        /** {@code sub}. */
        SUBJECT,
        /** {@code sub} and {@code azp}. */
        SUBJECT_AT_CLIENT,
        /** {@code jti}. */
        TOKEN,
        /** {@code azp}. */
        CLIENT,
        /** One entry of {@code roles}. */
        ROLE,
        /** One entry of {@code aud}; only the services that call themselves so have to heed it. */
        AUDIENCE,
        /** None: every token of the realm. */
        REALM;

        /** As an answer contains it. */
        @JsonValue
        public String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
