package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.time.Instant;
import java.util.Objects;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * What of a reader's token decides for how long it counts.
 *
 * @param account the user id, which a token need not contain
 * @param bound whether each request has to prove that its sender has the token's key (RFC 9449)
 */
record ReaderToken(
        String jti, String sid, String account, String azp, Instant issuedAt, Instant expiresAt, boolean bound) {
    static ReaderToken of(AccessToken token, UserModel account) {
        return new ReaderToken(
                token.getId(),
                token.getSessionId(),
                account.getId(),
                token.getIssuedFor(),
                Instant.ofEpochSecond(token.getIat()),
                Instant.ofEpochSecond(token.getExp() == null ? 0 : token.getExp()),
                token.getConfirmation() != null);
    }

    /** Whether somebody has revoked it by itself (RFC 7009), or may have. */
    boolean isRevokedBy(Withdrawal withdrawal) {
        return withdrawal.isInPlaceOfOthers()
                ? isBefore(withdrawal)
                : withdrawal.kind() == Withdrawal.Kind.TOKEN && Objects.equals(withdrawal.jti(), jti);
    }

    /** Whether it was issued before a withdrawal, or in its second. */
    boolean isBefore(Withdrawal withdrawal) {
        return issuedAt.getEpochSecond() <= withdrawal.issuedUpTo();
    }

    /** Whether Keycloak might answer otherwise about the token since then. Who asks once too often has only worked in vain. */
    boolean mayBeWithdrawnBy(Withdrawal withdrawal) {
        return switch (withdrawal.kind()) {
            case TOKEN -> isRevokedBy(withdrawal);
            case SESSION, CLIENT_SESSION -> Objects.equals(withdrawal.sid(), sid);
            case SUBJECT, SUBJECT_AT_CLIENT -> Objects.equals(withdrawal.sub(), account);
            case CLIENT -> Objects.equals(withdrawal.azp(), azp);
            case AUDIENCE -> RevocationFeedFactory.PROVIDER_ID.equals(withdrawal.aud());
            case ROLE, REALM -> true;
        };
    }
}
