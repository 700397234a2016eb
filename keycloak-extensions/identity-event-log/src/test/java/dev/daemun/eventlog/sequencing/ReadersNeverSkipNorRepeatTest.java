package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.store.EventTable;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadersNeverSkipNorRepeatTest {
    private static final int WRITERS = 4;
    private static final int EVENTS_EACH = 60;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aSlowTransactionComesAfterThoseThatOvertookIt(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            new EventTable(slow).insert(List.of(LogDatabase.event("slow", "1")));
            LogDatabase.insert(database, LogDatabase.event("fast", "2"));
            LogDatabase.giveOut(database);
            List<IdentityEvent> first = LogDatabase.after(database, 0);
            assertThat(first).extracting(IdentityEvent::subject).containsExactly("fast");

            slow.commit();
            LogDatabase.giveOut(database);
            long cursor = first.get(0).position();
            assertThat(LogDatabase.after(database, cursor))
                    .extracting(IdentityEvent::subject)
                    .containsExactly("slow");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void manyWritersAndTwoSequencersAtOnce(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            AtomicInteger writing = new AtomicInteger(WRITERS);
            List<Callable<Void>> work = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String subject = "user-" + writer;
                work.add(() -> write(database, subject, writing));
            }
            work.add(() -> giveOutWhile(database, writing));
            work.add(() -> giveOutWhile(database, writing));
            List<Future<Void>> running = new ArrayList<>();
            work.forEach(task -> running.add(threads.submit(task)));
            List<IdentityEvent> seen = read(database, running);
            for (Future<Void> task : running) {
                task.get();
            }
            assertThat(seen).extracting(IdentityEvent::id).doesNotHaveDuplicates();
            assertThat(seen).extracting(IdentityEvent::position).isSorted();
            Map<String, List<String>> perUser = new HashMap<>();
            seen.forEach(event -> perUser.computeIfAbsent(event.subject(), key -> new ArrayList<>())
                    .add(event.data()));
            assertThat(perUser).hasSize(WRITERS);
            assertThat(perUser.values())
                    .allSatisfy(
                            numbers -> assertThat(numbers).hasSize(EVENTS_EACH).isSorted());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void write(DataSource database, String subject, AtomicInteger writing) throws Exception {
        try {
            for (int number = 0; number < EVENTS_EACH; number++) {
                LogDatabase.insert(database, LogDatabase.event(subject, String.format("%04d", number)));
            }
        } finally {
            writing.decrementAndGet();
        }
        return null;
    }

    private static Void giveOutWhile(DataSource database, AtomicInteger writing) throws Exception {
        boolean last;
        do {
            last = writing.get() == 0;
            LogDatabase.giveOut(database);
        } while (!last);
        return null;
    }

    /** As a reader does, while the others are at work and once after. */
    private static List<IdentityEvent> read(DataSource database, List<Future<Void>> others) throws Exception {
        List<IdentityEvent> seen = new ArrayList<>();
        boolean last;
        do {
            last = others.stream().allMatch(Future::isDone);
            List<IdentityEvent> page;
            do {
                long cursor = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).position();
                page = LogDatabase.after(database, cursor);
                seen.addAll(page);
            } while (!page.isEmpty());
        } while (!last);
        return seen;
    }
}
