package dev.daemun.localplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsOfOwnServicesAreReadTest {
    @TempDir
    private Path project;

    @Test
    void eachLineNamesOne() throws IOException {
        Files.writeString(project.resolve("realm.env"), """
                # Written by hand.
                DAEMUN_ORDERS_CLIENT_SECRET=Zm9yIG9yZGVycw==

                DAEMUN_PARCELS_CLIENT_SECRET = in two words \r
                no secret
                """);
        assertThat(OwnSecrets.in(project))
                .containsExactly(
                        entry("DAEMUN_ORDERS_CLIENT_SECRET", "Zm9yIG9yZGVycw=="),
                        entry("DAEMUN_PARCELS_CLIENT_SECRET", "in two words"));
    }

    @Test
    void withoutTheFileThereAreNone() {
        assertThat(OwnSecrets.in(project)).isEmpty();
    }
}
