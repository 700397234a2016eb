package dev.daemun.realmadmin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The process that holds the lock of a realm. Whoever comes after it on the same machine can tell whether it still runs, so that one
 * that was killed holds nobody up.
 *
 * @param machine the same for two processes only where each sees the other's number, and thus also of one container
 * @param started what distinguishes it from a later process with the same number
 */
record LockHolder(String machine, long process, long started) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

    /** This process; none where the machine can't be told from others, as on other systems than Linux. */
    static Optional<LockHolder> here() {
        try {
            String machine = Files.readString(BOOT) + Files.readSymbolicLink(NUMBERS);
            return of(
                    UUID.nameUUIDFromBytes(machine.getBytes(StandardCharsets.UTF_8))
                            .toString(),
                    ProcessHandle.current());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    static Optional<LockHolder> of(String machine, ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(started -> new LockHolder(machine, process.pid(), started.toEpochMilli()));
    }

    /** What {@link #text()} wrote; none for anything else. */
    static Optional<LockHolder> parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new LockHolder(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return machine + "/" + process + "/" + started;
    }

    /** Whether that process surely runs no more; false where it may. */
    boolean isGone(LockHolder here) {
        return machine.equals(here.machine)
                && ProcessHandle.of(process)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(living -> living.info().startInstant())
                        .map(Instant::toEpochMilli)
                        .map(since -> since != started)
                        .orElse(ProcessHandle.of(process).isEmpty());
    }
}
