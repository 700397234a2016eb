package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class TheMetricsSayWhatIsKnownTest {
    private final SetClock clock = new SetClock();
    private final Withdrawals withdrawals =
            new Withdrawals(new Denylist(1_000, Set.of(), Duration.ZERO), Duration.ofMinutes(1), Duration.ZERO, clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        new WithdrawalMetricsAutoConfiguration().withdrawalsMetrics(withdrawals).bindTo(registry);
    }

    @Test
    void theAgeIsThatOfTheKnowledgeAndNotOfTheLastAnswer() {
        assertThat(age()).isNaN();
        Instant complete = clock.instant().minusMillis(1_500);
        withdrawals.accept(new News("1", List.of(), complete));
        assertThat(age()).isEqualTo(1.5);
        clock.pass(Duration.ofSeconds(2));
        withdrawals.accept(new News("2", List.of(), complete));
        assertThat(age()).as("answered, but not complete any further").isEqualTo(3.5);
        withdrawals.accept(new News("3", List.of(), null));
        assertThat(age()).isEqualTo(3.5);
        withdrawals.accept(new News("4", List.of(), clock.instant()));
        assertThat(age()).isZero();
    }

    @Test
    void theEntriesAreThoseThatStillMatter() {
        assertThat(entries()).isZero();
        Instant now = clock.instant();
        withdrawals.accept(new News("1", List.of(entry("a", now, 10), entry("b", now, 20), entry("b", now, 20)), now));
        assertThat(entries()).isEqualTo(2);
        clock.pass(Duration.ofSeconds(11));
        withdrawals.accept(new News("2", List.of(), clock.instant()));
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void eachRefusalCounts() {
        WithdrawnTokens rule = new WithdrawnTokens(withdrawals);
        Instant now = clock.instant();
        withdrawals.accept(new News("1", List.of(entry("a", now, 10)), now));
        rule.validate(token("a", now));
        rule.validate(token("a", now));
        rule.validate(token("b", now));
        rule.validate(token("a", now.plusSeconds(1)));
        assertThat(registry.get("daemun.withdrawals.refused").functionCounter().count())
                .isEqualTo(2);
    }

    private double age() {
        return registry.get("daemun.withdrawals.age").gauge().value();
    }

    private double entries() {
        return registry.get("daemun.withdrawals.entries").gauge().value();
    }

    private static Withdrawal entry(String sub, Instant issuedUpTo, long seconds) {
        long second = issuedUpTo.getEpochSecond();
        return new Withdrawal(1L, "subject", null, null, sub, null, null, null, second, second + seconds, "disabled");
    }

    private static Jwt token(String sub, Instant issuedAt) {
        return Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject(sub)
                .issuedAt(issuedAt)
                .build();
    }
}
