package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goes to and fro between two versions of the files, each of which opens something that the other one closes. After each
 * single change the realm allows nothing that neither version allows, and whoever is cut off there can begin again.
 */
@ResourceLock(KeycloakWithStandIns.LOCK)
class AnApplyThatIsCutOffOpensNothingIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());

    /** Goes on from test to test, as locks do that were left behind. */
    private static Duration passed = Duration.ZERO;

    @AfterAll
    static void remove() {
        REALM.close();
    }

    @Test
    void afterEachChangeThereIsNothingThatNeitherVersionAllows() {
        ObjectNode before = TwoVersions.before(REALM);
        ObjectNode after = TwoVersions.before(REALM);
        for (TwoVersions.Part part : TwoVersions.Part.values()) {
            part.change(after);
        }
        apply(before, () -> {});
        Set<String> allowed = new HashSet<>(allowed());
        apply(after, () -> {});
        Set<String> changed = allowed();
        assertThat(changed).isNotEqualTo(allowed);
        allowed.addAll(changed);
        Runnable look = () ->
                assertThat(allowed()).filteredOn(one -> !allowed.contains(one)).isEmpty();
        assertThat(apply(before, look)).isGreaterThan(40);
        assertThat(apply(after, look)).isGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource
    void whereverItIsCutOffItCanBeRunAgain(TwoVersions.Part part) {
        ObjectNode before = TwoVersions.before(REALM);
        ObjectNode after = TwoVersions.before(REALM);
        part.change(after);
        apply(before, () -> {});
        int changes = apply(after, () -> {});
        Set<String> changed = allowed();
        assertThat(changes).isGreaterThan(10);
        for (int cut = 1; cut < changes; cut++) {
            apply(before, () -> {});
            cutOff(after, cut);
            apply(after, () -> {});
            assertThat(allowed()).as("after the cut at %d", cut).isEqualTo(changed);
        }
        assertThat(apply(after, () -> {})).as("once more").isZero();
    }

    private static void cutOff(JsonNode files, int changes) {
        try (CutConnection cut = CutConnection.after(REALM.url, changes)) {
            assertThatThrownBy(() -> REALM.with(cut.keycloak, files, clock()).apply(true))
                    .as("cut off after %d", changes)
                    .hasStackTraceContaining("cut off");
        }
        // The lock of the one that was cut off has to run out.
        passed = passed.plusMinutes(3);
    }

    private static int apply(JsonNode files, Runnable afterEachChange) {
        try (CutConnection whole = CutConnection.watched(REALM.url, afterEachChange)) {
            assertThat(REALM.with(whole.keycloak, files, clock()).apply(true).summary())
                    .isEmpty();
            return whole.changes();
        }
    }

    private static Set<String> allowed() {
        return Openness.of(REALM.resource()).allowed();
    }

    private static Clock clock() {
        return Clock.offset(Clock.systemUTC(), passed);
    }
}
