package dev.daemun.resourceserver.withdrawal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller demands of this service for one call: that it knows all withdrawals up to a place in the issuer's log, as in
 * {@code Daemun-Log-Position: 6b1e0c1e-7a51-4f0e-9a55-3f1f1d1c2b3a/42}. Who has just heard of an event sends its {@code logid}
 * and {@code sequence}, and gets no answer from a service that has not heard of it yet.
 */
public final class DemandedKnowledge {
    /** The name of the header. */
    public static final String HEADER = "Daemun-Log-Position";

    /** In seconds, for {@code Retry-After}: withdrawals mostly come within one. */
    public static final String RETRY_SECONDS = "1";

    private final Withdrawals withdrawals;

    DemandedKnowledge(Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
    }

    /** Why a call is not answered. */
    public enum Problem {
        /** This service does not know enough yet. */
        NOT_YET_KNOWN(503, "Service Unavailable", "What was withdrawn until then is not known here yet."),
        /** The header contains no place in a log. */
        MALFORMED(400, "Bad Request", "Daemun-Log-Position must be the id of a log, a slash and a number.");

        private final int status;
        private final String title;
        private final String detail;

        Problem(int status, String title, String detail) {
            this.status = status;
            this.title = title;
            this.detail = detail;
        }

        /** Of HTTP. */
        public int status() {
            return status;
        }

        /** A problem of RFC 9457. */
        public byte[] body() {
            return "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                    .formatted(title, status, detail)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * What is wrong with a call; null where nothing is.
     *
     * @param demands the values of the header; none where nothing is demanded
     */
    public @Nullable Problem problem(List<String> demands) {
        Problem found = null;
        for (String demand : demands) {
            LogPosition demanded = LogPosition.parse(demand);
            if (demanded == null) {
                return Problem.MALFORMED;
            }
            if (!withdrawals.includes(demanded)) {
                found = Problem.NOT_YET_KNOWN;
            }
        }
        return found;
    }
}
