package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.security.oauth2.jwt.Jwt;

/** Stands in the denylist's own package, since the denylist is package-private. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DenylistBenchmark {
    private static final int TOKENS = 1024;

    /** How many withdrawals are in the list: of sessions, subjects and single tokens, a third each. */
    @Param({"0", "1000", "1000000"})
    private int entries;

    private final Jwt[] tokens = new Jwt[TOKENS];
    private Denylist denylist;
    private int next;

    @Setup
    public void fill() {
        long now = Instant.now().getEpochSecond();
        denylist = new Denylist(2_000_000, Set.of("orders"), Duration.ofSeconds(1));
        for (int i = 0; i < entries; i++) {
            String id = UUID.randomUUID().toString();
            denylist.add(
                    switch (i % 3) {
                        case 0 ->
                            new Withdrawal(
                                    1L, "session", id, null, null, null, null, null, now, now + 400, "signed-out");
                        case 1 ->
                            new Withdrawal(1L, "subject", null, null, id, null, null, null, now, now + 400, "disabled");
                        default ->
                            new Withdrawal(1L, "token", null, null, null, id, null, null, now, now + 400, "revoked");
                    });
        }
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = Jwt.withTokenValue("token")
                    .header("alg", "ES256")
                    .subject(UUID.randomUUID().toString())
                    .jti(UUID.randomUUID().toString())
                    .issuedAt(Instant.now())
                    .claim("sid", UUID.randomUUID().toString())
                    .claim("azp", "sample-web-app")
                    .claim("roles", List.of("member", "order-manager"))
                    .build();
        }
    }

    /** Looks for a token that is not denied, as nearly all tokens are not. */
    @Benchmark
    public Object look() {
        next = (next + 1) % TOKENS;
        return denylist.find(tokens[next]);
    }
}
