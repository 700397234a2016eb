package dev.daemun.benchmarks;

import dev.daemun.benchmarks.KeycloakUnderTest.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * People who sign in and are then signed out by an administrator.
 *
 * @param signedInAt where they sign in
 * @param signedOutAt where the administrator signs them out, which may be another node of the same cluster
 */
record LogOuts(KeycloakUnderTest signedInAt, KeycloakUnderTest signedOutAt) {
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int WARM_UP_ROUND = 25;

    LogOuts(KeycloakUnderTest keycloak) {
        this(keycloak, keycloak);
    }

    /** Signs out until the nodes and this process, in which the services are, are warm. */
    void warmUp(WarmUp warmUp, Predicate<String> refused, String name, Duration between) {
        // The nodes are child processes of this one.
        CpuTime answering = CpuTime.of(ProcessHandle.current());
        AtomicInteger round = new AtomicInteger();
        warmUp.run("signing out " + name, answering, () -> {
            long before = answering.micros();
            until(refused, name + "-warm-" + round.incrementAndGet(), WARM_UP_ROUND, between);
            return (answering.micros() - before) / (double) WARM_UP_ROUND;
        });
    }

    /**
     * Measures from the answer to each log-out until the token is refused.
     *
     * @param name what the people's names begin with
     * @param count how many, one after the other
     * @param between how long to wait before asking again whether the token is refused
     */
    Refusals until(Predicate<String> refused, String name, int count, Duration between) {
        List<Double> millis = new ArrayList<>();
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            Person person = signedOutAt.person(name + "-" + i);
            String token = signedInAt.webApp().signIn(person.login()).accessToken();
            if (refused.test(token)) {
                throw new IllegalStateException("A fresh token is refused.");
            }
            CountDownLatch watching = new CountDownLatch(1);
            CompletableFuture<OptionalLong> lastRefusal = CompletableFuture.supplyAsync(
                    () -> {
                        watching.countDown();
                        return firstRefusal(refused, token, between);
                    },
                    // Not in the common pool, whose only thread it would take from the services in this process.
                    watcher -> new Thread(watcher).start());
            await(watching);
            signedOutAt.realm().users().get(person.id()).logout();
            long answered = System.nanoTime();
            // Some services refuse before the administrator has the answer.
            OptionalLong refusal = lastRefusal.join();
            if (refusal.isPresent()) {
                millis.add(Math.max(0, (refusal.getAsLong() - answered) / 1e6));
            } else {
                accepted++;
            }
        }
        return new Refusals(Samples.of(millis), accepted);
    }

    private static OptionalLong firstRefusal(Predicate<String> refused, String token, Duration between) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < end) {
            if (refused.test(token)) {
                return OptionalLong.of(System.nanoTime());
            }
            LockSupport.parkNanos(between.toNanos());
        }
        return OptionalLong.empty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
