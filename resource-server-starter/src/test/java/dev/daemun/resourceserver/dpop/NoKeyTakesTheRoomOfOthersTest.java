package dev.daemun.resourceserver.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.daemun.resourceserver.RealRedis;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In the memory of used proofs, whose size is bounded: who uses too many is refused, and nobody else. */
class NoKeyTakesTheRoomOfOthersTest {
    private static final int MOST = 1_000;
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final PassingTime time = new PassingTime();
    private final UsedProofs here = new ProofsUsedHere(MOST, time, time);

    @Test
    void aGreedyOneIsRefusedAndEverybodyElseGoesOn() {
        assertThat(here.isFirstUse("modest", "old", now())).isTrue();
        assertThat(useAsManyAsPossible(here, "greedy")).isEqualTo(MOST - 1);
        for (int i = 0; i < 100; i++) {
            assertThat(here.isFirstUse("modest" + i % 10, "modest" + i, now())).isTrue();
        }
        assertThat(here.isFirstUse("modest", "old", now())).isFalse();
    }

    @Test
    void noneOfItsProofsIsGoodAgain() {
        useAsManyAsPossible(here, "greedy");
        for (int i = 0; i < MOST; i++) {
            refused(here, "greedy", "greedy" + i, now());
        }
    }

    @Test
    void itIsLetInByANewerProof() {
        useAsManyAsPossible(here, "greedy");
        refused(here, "greedy", "more", now());
        time.pass(Duration.ofSeconds(1));
        assertThat(useAsManyAsPossible(here, "greedy")).isEqualTo(MOST);
        time.pass(LIFETIME.plusSeconds(2));
        assertThat(useAsManyAsPossible(here, "greedy")).isEqualTo(MOST);
    }

    @Test
    void norIsOneWhenItWasGreedyBefore() {
        useAsManyAsPossible(here, "greedy");
        time.pass(LIFETIME.dividedBy(2));
        Instant again = now();
        useAsManyAsPossible(here, "greedy");
        time.pass(LIFETIME.minusSeconds(1));
        refused(here, "greedy", "greedy0", again);
    }

    @Test
    void whoeverPutsProofsIntoTheFutureHasToWaitForIt() {
        Instant future = now().plusSeconds(30);
        for (int i = 0; i < MOST; i++) {
            assertThat(here.isFirstUse("greedy", "future" + i, future)).isTrue();
        }
        refused(here, "greedy", "one more", future);
        time.pass(Duration.ofSeconds(30));
        refused(here, "greedy", "one more", now());
        assertThat(here.isFirstUse("greedy", "one more", now().plusMillis(1))).isTrue();
    }

    @Test
    void alsoBesideManyGreedyOnes() {
        for (int i = 0; i < 100; i++) {
            useAsManyAsPossible(here, "greedy" + i);
            assertThat(here.isFirstUse("modest", "modest" + i, now())).isTrue();
        }
    }

    @Test
    void aProofThatIsSentAgainAndAgainTakesNoMoreRoom() {
        for (int i = 0; i < 10 * MOST; i++) {
            assertThat(here.isFirstUse("key", "the same", now())).isEqualTo(i == 0);
        }
        assertThat(useAsManyAsPossible(here, "key")).isEqualTo(MOST - 1);
    }

    @Test
    void norTheRoomOfARedis() {
        try (RealRedis redis = RealRedis.away()) {
            redis.start();
            ProofsUsedAnywhere first = anywhere(redis);
            ProofsUsedAnywhere second = anywhere(redis);
            try {
                assertThat(useAsManyAsPossible(first, "greedy")).isEqualTo(MOST);
                for (int i = 0; i < MOST; i++) {
                    refused(second, "greedy", "greedy" + i, now());
                }
                assertThat(redis.<Long>ask(commands -> commands.zcard("test:greedy")))
                        .isZero();
                assertThat(second.isFirstUse("modest", "modest", now())).isTrue();
                assertThat(first.isFirstUse("modest", "modest", now())).isFalse();
                time.pass(Duration.ofSeconds(1));
                assertThat(second.isFirstUse("greedy", "newer", now())).isTrue();
                assertThat(first.isFirstUse("greedy", "newer", now())).isFalse();
                time.pass(LIFETIME.plusSeconds(2));
                assertThat(useAsManyAsPossible(first, "greedy")).isEqualTo(MOST);
            } finally {
                first.destroy();
                second.destroy();
            }
        }
    }

    /** Whatever is used by whom and when: a proof is new once, and whoever uses few is let in by each new one. */
    @FuzzTest
    void anyUse(byte[] steps) {
        int most = 24;
        UsedProofs used = new ProofsUsedHere(most, time, time);
        Map<String, Instant> seen = new HashMap<>();
        for (int i = 0; i + 1 < steps.length; i += 2) {
            int key = steps[i] & 3;
            String proof = key + "/" + (steps[i + 1] & 31);
            time.pass(Duration.ofMillis(250L * (steps[i + 1] >> 5 & 7)));
            // A proof is remembered for a second longer than it is good.
            seen.values().removeIf(until -> !until.plusSeconds(1).isAfter(time.instant()));
            Instant goodUntil =
                    seen.getOrDefault(proof, time.instant().plus(Duration.ofMillis(500L * (steps[i] >> 2 & 63))));
            boolean isModest = key == 0;
            if (isModest && !seen.containsKey(proof) && countOfKey(seen, key) == 2) {
                continue;
            }
            if (isModest) {
                assertThat(used.isFirstUse("0", proof, goodUntil)).isEqualTo(!seen.containsKey(proof));
                seen.putIfAbsent(proof, goodUntil);
            } else if (isFirstUse(used, Integer.toString(key), proof, goodUntil)) {
                assertThat(seen.putIfAbsent(proof, goodUntil)).isNull();
            }
        }
    }

    private static long countOfKey(Map<String, Instant> proofs, int key) {
        return proofs.keySet().stream()
                .filter(name -> name.startsWith(key + "/"))
                .count();
    }

    private static boolean isFirstUse(UsedProofs used, String key, String proof, Instant goodUntil) {
        try {
            return used.isFirstUse(key, proof, goodUntil);
        } catch (TooManyProofsException e) {
            return false;
        }
    }

    /** How many proofs of this moment a key may use before it is refused. */
    private int useAsManyAsPossible(UsedProofs used, String key) {
        for (int i = 0; i < 2 * MOST; i++) {
            try {
                assertThat(used.isFirstUse(key, key + i, now())).isTrue();
            } catch (TooManyProofsException e) {
                return i;
            }
        }
        throw new AssertionError("There was no end to it");
    }

    private static void refused(UsedProofs used, String key, String proof, Instant goodUntil) {
        assertThatThrownBy(() -> used.isFirstUse(key, proof, goodUntil)).isInstanceOf(TooManyProofsException.class);
    }

    /** Until when a proof is good that is made at this moment. */
    private Instant now() {
        return time.instant().plus(LIFETIME);
    }

    private ProofsUsedAnywhere anywhere(RealRedis redis) {
        return new ProofsUsedAnywhere(RedisURI.create(redis.uri()), "test:", MOST, time);
    }
}
