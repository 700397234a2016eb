package dev.daemun.revocationfeed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.revocationfeed.recent.Cursor;
import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

class AnAudienceTravelsOnBothRoadsTest {
    private final Page page = Page.full(
            new Cursor("0e6c2b53", 42, Cursor.NO_EVENT),
            List.of(
                    Withdrawal.ofAudience(42, "orders", 1_790_000_000, 1_790_000_360, "client-updated"),
                    Withdrawal.ofAudience(42, "billing", 1_790_000_000, 1_790_000_360, "client-updated")));

    @Test
    void asItsKindAndTheClientsId() throws IOException {
        String entry = "{\"position\":42,\"kind\":\"audience\",\"aud\":\"orders\",\"issuedUpTo\":1790000000,"
                + "\"forgetAt\":1790000360,\"reason\":\"client-updated\"}";
        assertThat(JsonSerialization.writeValueAsString(page)).as("over HTTP").contains(entry);
        List<ProducerRecord<String, String>> records = WithdrawalRecords.of("topic", page);
        assertThat(records.get(0).value()).as("over Kafka").contains(entry);
        assertThat(records)
                .extracting(ProducerRecord::key)
                .as("compaction keeps both")
                .doesNotHaveDuplicates();
    }
}
