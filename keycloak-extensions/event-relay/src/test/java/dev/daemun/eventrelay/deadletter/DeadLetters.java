package dev.daemun.eventrelay.deadletter;

import dev.daemun.eventlog.Transactions;
import java.util.List;

/** The dead letters of the tests' realm. */
public final class DeadLetters {
    private static final String REALM = "realm-id";

    private DeadLetters() {}

    /** All of them. */
    public static List<DeadLetter> of(Transactions transactions) {
        return transactions.call(session -> new DeadLetterTable(session).page(REALM, 0, 100));
    }

    /** Asks for all of them to be delivered once more. */
    public static void replayAll(Transactions transactions) {
        of(transactions)
                .forEach(letter -> transactions.run(session -> new DeadLetterTable(session).replay(letter.id())));
    }
}
