package dev.daemun.sample;

import dev.daemun.freeports.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on a real PostgreSQL, migrations included. */
class MembersOnPostgresqlTest extends MembersTest {
    private static EmbeddedPostgres postgresql;

    @DynamicPropertySource
    static void postgresql(DynamicPropertyRegistry properties) throws IOException {
        postgresql = EmbeddedPostgres.builder().setPort(FreePort.next()).start();
        properties.add("spring.datasource.url", () -> postgresql.getJdbcUrl("postgres", "postgres"));
        properties.add("spring.datasource.username", () -> "postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        postgresql.close();
    }
}
