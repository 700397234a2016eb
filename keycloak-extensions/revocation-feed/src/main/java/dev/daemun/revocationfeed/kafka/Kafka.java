package dev.daemun.revocationfeed.kafka;

import dev.daemun.eventrelay.ReliableProducer;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The Kafka that withdrawals are published to; tests replace it. */
interface Kafka {
    /** Creates a realm's topic, where it is missing and Keycloak may create topics. */
    void create(String topic) throws InterruptedException;

    /** Returns when all replicas in sync have all the records; throws a RuntimeException where that is uncertain. */
    void send(List<ProducerRecord<String, String>> records) throws InterruptedException;

    /** A real one. */
    static Kafka of(Properties properties, ReliableProducer producer) {
        return new Kafka() {
            @Override
            public void create(String topic) throws InterruptedException {
                WithdrawalTopic.create(topic, properties);
            }

            @Override
            public void send(List<ProducerRecord<String, String>> records) throws InterruptedException {
                producer.send(records);
            }
        };
    }
}
