package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmadmin.RealmExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The command's own process is killed by {@code kill -9} while one of its requests is on its way: the realm allows nothing then that
 * neither version of the files allows, and the next one completes it without waiting for the lock of the dead one.
 *
 * <p>Killed at one request of each kind, since a process takes seconds to start; at each single one, before and after Keycloak has
 * carried it out, with {@code -Dkilled.at=each}.
 */
@ResourceLock(KeycloakWithStandIns.LOCK)
class AnApplyThatIsKilledOpensNothingIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());
    private static final boolean EACH = "each".equals(System.getProperty("killed.at"));

    private final ObjectNode before = TwoVersions.before(REALM);
    private final Map<String, String> variables = new LinkedHashMap<>();

    @TempDir
    private Path files;

    @AfterAll
    static void remove() {
        REALM.close();
    }

    @Test
    void atNoRequestDoesAnythingOpenAndTheNextOneCompletesIt() throws Exception {
        ObjectNode after = TwoVersions.before(REALM);
        TwoVersions.changeOneOfEach(after);
        apply(after);
        write(RealmExport.of(REALM.admin, REALM.url, REALM.name));
        Set<String> changed = allowed();
        apply(before);
        Set<String> either = new HashSet<>(allowed());
        assertThat(changed).isNotEqualTo(either);
        either.addAll(changed);

        List<String> changes = changesOfAWholeApply();
        assertThat(allowed()).isEqualTo(changed);
        // The first is the lock, before which nothing was changed.
        List<Integer> chosen = EACH ? numbersOf(changes) : firstOfEachKind(changes);
        assertThat(chosen).hasSizeGreaterThan(6);
        for (int number : chosen) {
            for (HeldRequest.Where where : EACH ? List.of(HeldRequest.Where.values()) : List.of(whereFor(number))) {
                apply(before);
                String at = "killed at " + changes.get(number - 1) + ", number " + number + ", " + where;
                killAt(number, where);
                assertThat(allowed()).as(at).isSubsetOf(either);
                apply(after);
                assertThat(allowed()).as("run again after it was " + at).isEqualTo(changed);
            }
        }
    }

    private static HeldRequest.Where whereFor(int number) {
        // What was not carried out leaves the realm as the request before has made it, so most are.
        return number % 3 == 0 ? HeldRequest.Where.BEFORE_KEYCLOAK : HeldRequest.Where.AFTER_KEYCLOAK;
    }

    private static List<Integer> numbersOf(List<String> changes) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= changes.size(); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static List<Integer> firstOfEachKind(List<String> changes) {
        Set<Integer> numbers = new TreeSet<>();
        new HashSet<>(changes).forEach(kind -> numbers.add(changes.indexOf(kind) + 1));
        return List.copyOf(numbers);
    }

    private List<String> changesOfAWholeApply() throws Exception {
        try (HeldRequest way = HeldRequest.of(REALM.url, 0, HeldRequest.Where.BEFORE_KEYCLOAK)) {
            Process process = start(way.url());
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log())).isZero();
            return way.changes();
        }
    }

    private void killAt(int number, HeldRequest.Where where) throws Exception {
        try (HeldRequest way = HeldRequest.of(REALM.url, number, where)) {
            Process process = start(way.url());
            try {
                assertThat(way.await()).as(Files.readString(log())).isTrue();
            } finally {
                // On this system it is SIGKILL.
                process.destroyForcibly().waitFor();
            }
        }
    }

    private Process start(String url) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(variables);
        environment.put("DAEMUN_REALM_ADMIN_PASSWORD", RunningKeycloak.ADMINISTRATOR.password());
        return RealmAdminProcess.start(
                environment,
                log(),
                "apply",
                "--server",
                url,
                "--user",
                RunningKeycloak.ADMINISTRATOR.username(),
                "--files",
                files.toString(),
                "--prune");
    }

    private Path log() {
        return files.resolveSibling(files.getFileName() + ".log");
    }

    private void write(RealmExport export) throws IOException {
        for (var file : export.texts().entrySet()) {
            Files.writeString(files.resolve(file.getKey()), file.getValue());
        }
        export.variables().forEach(variable -> variables.put(variable, "another-secret-0123456789"));
    }

    /** Without another clock: the lock of the killed one is taken over at once. */
    private static void apply(ObjectNode version) {
        assertThat(REALM.with(version).apply(true).summary()).isEmpty();
    }

    private static Set<String> allowed() {
        return Openness.of(REALM.resource()).allowed();
    }
}
