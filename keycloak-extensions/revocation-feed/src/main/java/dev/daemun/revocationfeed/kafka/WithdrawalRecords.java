package dev.daemun.revocationfeed.kafka;

import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keycloak.util.JsonSerialization;

/** The feed's pages as records of a topic; the contract is in the module's README. */
final class WithdrawalRecords {
    /** The key of the record that says there was nothing more. */
    static final String CAUGHT_UP = "caught-up";

    /** Order is kept within a partition only, and a reader that is told it knows everything must know everything. */
    private static final int PARTITION = 0;

    private WithdrawalRecords() {}

    /** One for each withdrawal of a page. */
    static List<ProducerRecord<String, String>> of(String topic, Page page) {
        return page.withdrawals().stream()
                .map(withdrawal -> new ProducerRecord<>(
                        topic, PARTITION, key(withdrawal), json(new Page(page.cursor(), false, List.of(withdrawal)))))
                .toList();
    }

    /** There was nothing more at that moment, which the record's timestamp tells. */
    static ProducerRecord<String, String> caughtUp(String topic, String cursor, Instant at) {
        return new ProducerRecord<>(
                topic, PARTITION, at.toEpochMilli(), CAUGHT_UP, json(new Page(cursor, true, List.of())));
    }

    /**
     * The same for what another node, or this one after a restart, tells once more, so that a compacted topic keeps one. Never
     * the same for two withdrawals: were the later one's record overtaken by the earlier's from another node, compacting would
     * leave the wrong one.
     */
    private static String key(Withdrawal withdrawal) {
        return Stream.of(
                        withdrawal.kind().written(),
                        withdrawal.sid(),
                        withdrawal.azp(),
                        withdrawal.sub(),
                        withdrawal.jti(),
                        withdrawal.role(),
                        withdrawal.issuedUpTo())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }

    private static String json(Page page) {
        try {
            return JsonSerialization.writeValueAsString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
