package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.realmadmin.RealmAdmin;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Somebody changes this and that in the console, one thing after another: each plan names exactly what the server itself says
 * has changed, apply takes it back, and the next plan is empty. What Keycloak refuses leaves nothing behind.
 *
 * <p>Each day has changes of its own; {@code -Dconsole.changes=1000 -Dconsole.seed=1} makes more, or others.
 */
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhateverIsChangedInTheConsoleIsNamedIT {
    private static final int CHANGES = Integer.getInteger("console.changes", 30);

    @Test
    void andTakenBack() {
        long seed = Long.getLong("console.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
        System.out.println("Changes in the console with -Dconsole.seed=" + seed);
        try (AdministeredRealm realm = AdministeredRealm.create(KeycloakWithStandIns.shared())) {
            RealmAdmin files = realm.with(realm.files());
            ConsoleWalk walk = new ConsoleWalk(realm, new Random(seed));
            for (int made = 0; made < CHANGES; ) {
                Set<String> expected = walk.change();
                String what = "seed " + seed + ", change " + made + ", " + walk;
                assertThat(files.plan().summary()).as(what).isEqualTo(expected);
                if (!expected.isEmpty()) {
                    assertThat(files.apply(false).summary()).as(what).isEmpty();
                    assertThat(files.plan().summary()).as(what).isEmpty();
                    made++;
                }
            }
        }
    }
}
