package dev.daemun.revocationfeed.kafka;

import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The feed's pages as records of a topic, as the module's README describes them. */
final class WithdrawalRecords {
    /** The key of the record that says that there was nothing more. */
    static final String CAUGHT_UP = "caught-up";

    /** One for all records, because order is kept within a partition only and {@link #CAUGHT_UP} speaks of all before it. */
    private static final int PARTITION = 0;

    private WithdrawalRecords() {}

    /** One for each withdrawal of a page. */
    static List<ProducerRecord<String, String>> of(String topic, Page page) {
        return page.withdrawals().stream()
                .map(withdrawal -> new ProducerRecord<>(
                        topic,
                        PARTITION,
                        key(withdrawal),
                        Page.full(page.cursor(), List.of(withdrawal)).json()))
                .toList();
    }

    /** Says that there was nothing more at a moment, which is the record's timestamp. */
    static ProducerRecord<String, String> caughtUp(String topic, Cursor cursor, Instant at) {
        return new ProducerRecord<>(
                topic,
                PARTITION,
                at.toEpochMilli(),
                CAUGHT_UP,
                Page.last(cursor, at, List.of()).json());
    }

    /**
     * Equal for equal withdrawals, so that a compacted topic keeps one of those that several nodes publish. Different for
     * different ones, because two nodes may publish them in different orders, and compacting keeps only the last record of a
     * key.
     */
    private static String key(Withdrawal withdrawal) {
        return Stream.of(
                        withdrawal.kind().written(),
                        withdrawal.sid(),
                        withdrawal.azp(),
                        withdrawal.sub(),
                        withdrawal.jti(),
                        withdrawal.role(),
                        withdrawal.aud(),
                        withdrawal.issuedUpTo())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("/"));
    }
}
