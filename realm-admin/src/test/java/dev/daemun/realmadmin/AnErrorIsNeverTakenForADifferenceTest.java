package dev.daemun.realmadmin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline reads exit code 2 as drift, so nothing else may exit with it, although picocli does at a wrong option. */
class AnErrorIsNeverTakenForADifferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "apply --nonsense",
                "nonsense",
                "new",
                "new service",
                "doctor",
                "export --server http://127.0.0.1:9",
                "doctor --server http://127.0.0.1:9",
                // Without the realm's variables.
                "plan --server http://127.0.0.1:9",
                "apply --server http://127.0.0.1:9 --prune",
            })
    void exitsWithOne(String arguments) {
        assertThat(RealmAdminCommand.run(arguments.split(" "))).isEqualTo(1);
    }
}
