package dev.daemun.revocationfeed.recent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AFloodWidensAndNeverDropsTest {
    private final RealmWithdrawals realm = new RealmWithdrawals(100);

    @Test
    void theOlderHalfBecomesOneForEverybody() {
        for (int position = 1; position <= 1_000; position++) {
            realm.add(subject(position, position, 5_000));
        }
        List<Withdrawal> all = all(0);
        assertThat(all).hasSizeLessThanOrEqualTo(100);
        Withdrawal wide = all.get(0);
        assertThat(wide.kind()).isEqualTo(Withdrawal.Kind.REALM);
        assertThat(all.subList(1, all.size()))
                .allSatisfy(narrow -> assertThat(narrow.issuedUpTo()).isGreaterThan(wide.issuedUpTo()));
        assertThat(wide.issuedUpTo() + all.size() - 1).as("none is missing").isEqualTo(1_000);
        assertThat(wide.forgetAt()).isEqualTo(5_000);
    }

    @Test
    void aReaderInTheMiddleGetsTheWideOneToo() {
        for (int position = 1; position <= 60; position++) {
            realm.add(subject(position, position, 5_000));
        }
        for (int position = 61; position <= 101; position++) {
            realm.add(subject(position, position, 5_000));
        }
        assertThat(all(30).get(0).kind()).isEqualTo(Withdrawal.Kind.REALM);
        assertThat(all(90)).extracting(Withdrawal::position).startsWith(91L);
    }

    @Test
    void onlyWhatIsOverIsForgotten() {
        realm.add(subject(1, 10, 100));
        realm.add(subject(2, 20, 200));
        realm.forget(150);
        assertThat(all(0)).extracting(Withdrawal::position).containsExactly(2L);
        realm.forget(200);
        assertThat(all(0)).hasSize(1);
        realm.forget(201);
        assertThat(realm.isEmpty()).isTrue();
    }

    private List<Withdrawal> all(long after) {
        return realm.between(after + 1, Long.MAX_VALUE).stream()
                .flatMap(event -> event.withdrawals().stream())
                .toList();
    }

    private static RealmWithdrawals.OfEvent subject(long position, long issuedUpTo, long forgetAt) {
        return new RealmWithdrawals.OfEvent(
                position, "event-" + position, List.of(withdrawal(position, issuedUpTo, forgetAt)));
    }

    private static Withdrawal withdrawal(long position, long issuedUpTo, long forgetAt) {
        return new Withdrawal(
                position,
                Withdrawal.Kind.SUBJECT,
                null,
                null,
                "user-" + position,
                null,
                null,
                issuedUpTo,
                forgetAt,
                "disabled");
    }
}
