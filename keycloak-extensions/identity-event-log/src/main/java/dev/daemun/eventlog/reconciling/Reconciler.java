package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.DatabaseClock;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * The safety net under the log: it finds what ended access past Keycloak, such as in its database, or on a road that nobody has
 * thought of, and has it recorded afterwards. It compares Keycloak's tables with what they contained at the pass before, but only for
 * what can have living tokens: realms, clients, service accounts, and sessions that were refreshed not long ago with their users.
 * What is different and told by an event is merely remembered.
 *
 * <p>All nodes share one pass, which is divided into pages. A page is one short transaction, and there is a pause after each.
 */
public final class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration REST = Duration.ofMillis(20);

    private static final List<Step> STEPS = Stream.of(
                    List.of(Remembering.realms(), new KnownRealms()),
                    List.of(Remembering.clients(), new KnownClients(), Remembering.serviceAccounts()),
                    NewSessions.slices(),
                    List.<Step>of(new LivingSessions()))
            .flatMap(List::stream)
            .toList();

    private final String node = UUID.randomUUID().toString();
    private final Transactions transactions;
    private final Duration interval;
    private final PassTable.Time time;
    private final BiConsumer<KeycloakSession, Finding> recording;
    private final Counter found;
    private final Timer pages;

    /**
     * The one of this node.
     *
     * @param interval from the beginning of one pass to that of the next
     * @param recording stages the event that tells a finding
     */
    public Reconciler(
            Transactions transactions,
            Duration interval,
            MeterRegistry metrics,
            BiConsumer<KeycloakSession, Finding> recording) {
        this(
                transactions,
                interval,
                connection -> DatabaseClock.now(connection, Clock.systemUTC()),
                metrics,
                recording);
    }

    Reconciler(
            Transactions transactions,
            Duration interval,
            PassTable.Time time,
            MeterRegistry metrics,
            BiConsumer<KeycloakSession, Finding> recording) {
        this.transactions = transactions;
        this.interval = interval;
        this.time = time;
        this.recording = recording;
        this.found = Counter.builder("daemun.event.log.found")
                .description(
                        "Changes that ended access without the identity event log being told, and were found afterwards")
                .register(metrics);
        this.pages = Timer.builder("daemun.event.log.search")
                .description("The pages of the search for such changes")
                .register(metrics);
    }

    /** Does one page, where no other node is doing the pass and one is due. */
    public Next round() {
        Page page = pages.record(() -> transactions.call(session -> new Database(session).get(this::page)));
        record(page.findings());
        return page.next();
    }

    /** Goes on until rows were read up to the limit of one step, so that a small realm's pass is one page. */
    private Page page(Connection connection) throws SQLException {
        PassTable table = new PassTable(connection);
        Pass pass = table.lock(time);
        if (!pass.isFor(node)) {
            return new Page(List.of(), Next.onNudge(pass.untilDue()));
        }
        pass = pass.takenBy(node);
        List<Finding> findings = new ArrayList<>();
        boolean full = false;
        while (!full && pass.step() < STEPS.size()) {
            Step.Progress progress = STEPS.get(pass.step()).page(connection, pass, pass.reached());
            findings.addAll(progress.findings());
            full = progress.reached() != null;
            pass = pass.after(progress);
        }
        boolean over = pass.step() == STEPS.size();
        pass = over ? pass.over(interval) : pass;
        table.save(pass);
        return new Page(
                findings,
                over && pass.untilDue().compareTo(REST) > 0 ? Next.onNudge(pass.untilDue()) : Next.after(REST));
    }

    private void record(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        List<Finding> recorded = new ArrayList<>();
        RuntimeException failure = null;
        try {
            recorded.addAll(recordTogether(findings));
        } catch (RuntimeException e) {
            // One of them must not keep the others from being recorded. It is found again at the next pass.
            for (Finding finding : findings) {
                try {
                    recorded.addAll(recordTogether(List.of(finding)));
                } catch (RuntimeException single) {
                    failure = single;
                }
            }
        }
        found.increment(recorded.size());
        log(recorded);
        if (failure != null) {
            throw failure;
        }
    }

    private List<Finding> recordTogether(List<Finding> findings) {
        return transactions.call(session -> {
            Database database = new Database(session);
            List<Finding> recorded = new ArrayList<>();
            for (Finding finding : findings) {
                if (database.get(connection -> finding.settlement().on(connection))) {
                    recording.accept(session, finding);
                    recorded.add(finding);
                }
            }
            return recorded;
        });
    }

    private static void log(List<Finding> recorded) {
        if (!recorded.isEmpty()) {
            LOG.warnf(
                    "Nothing had told the identity event log of %d changes that ended access, such as changes past Keycloak"
                            + " in its database. They are recorded now, with the reason found: %s.",
                    recorded.size(),
                    recorded.stream()
                            .collect(Collectors.groupingBy(
                                    finding -> finding.type().shortName(), Collectors.counting())));
        }
    }

    /**
     * What one transaction has done.
     *
     * @param next when this node looks again
     */
    private record Page(List<Finding> findings, Next next) {}
}
