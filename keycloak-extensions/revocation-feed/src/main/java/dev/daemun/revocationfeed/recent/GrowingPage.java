package dev.daemun.revocationfeed.recent;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Withdrawals for one answer, bounded by their number and by the bytes that they need: a reader bounds what it reads, too. */
final class GrowingPage {
    /** A quarter of what the starter reads. */
    static final int MOST_BYTES = 500_000;

    /** The names of all members, numbers and punctuation. */
    private static final int BYTES_BESIDE_CLAIMS = 250;
    /** JSON may write one character as a backslash, u and four digits. */
    private static final int BYTES_OF_A_CHARACTER = 6;

    private final int most;
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private int bytes;

    GrowingPage(int most) {
        this.most = most;
    }

    /** Takes a withdrawal, unless the page is full. An empty page takes any, so that a reader always gets on. */
    boolean add(Withdrawal withdrawal) {
        int more = bytes(withdrawal);
        if (!withdrawals.isEmpty() && (withdrawals.size() >= most || bytes + more > MOST_BYTES)) {
            return false;
        }
        bytes += more;
        return withdrawals.add(withdrawal);
    }

    List<Withdrawal> withdrawals() {
        return withdrawals;
    }

    private static int bytes(Withdrawal withdrawal) {
        return BYTES_BESIDE_CLAIMS
                + Stream.of(
                                        withdrawal.sid(),
                                        withdrawal.azp(),
                                        withdrawal.sub(),
                                        withdrawal.jti(),
                                        withdrawal.role(),
                                        withdrawal.aud())
                                .mapToInt(claim -> claim == null ? 0 : claim.length())
                                .sum()
                        * BYTES_OF_A_CHARACTER;
    }
}
