package dev.daemun.resourceserver.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;

/** Whatever comes: what can be read is heeded, and what can't is taken for the worst; nothing breaks. */
class AnyAnswerOfTheFeedIsHeededTest {
    @FuzzTest
    void page(byte[] answer) {
        SetClock clock = new SetClock();
        FeedPage whole = FeedPage.read(answer);
        FeedPage page = whole == null ? DamagedPage.of(answer, clock.instant()) : whole;
        if (page == null) {
            return;
        }
        Withdrawals withdrawals = new Withdrawals(
                new Denylist(1_000, Set.of("orders"), Duration.ofSeconds(1)),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                clock);
        withdrawals.accept(new News("next", List.copyOf(page.withdrawals()), page.asOf()));
        Jwt token = Jwt.withTokenValue("t")
                .header("alg", "ES256")
                .subject("sub")
                .jti("jti")
                .claim("sid", "sid")
                .claim("azp", "azp")
                .claim("aud", List.of("orders"))
                .claim("roles", List.of("member"))
                .issuedAt(clock.instant())
                .build();
        Denial denial = withdrawals.find(token);
        if (whole == null) {
            assertThat(denial).isNotNull();
        }
        clock.pass(Duration.ofDays(1));
        withdrawals.accept(new News("next", List.of(), clock.instant()));
        assertThat(withdrawals.age()).isZero();
    }
}
