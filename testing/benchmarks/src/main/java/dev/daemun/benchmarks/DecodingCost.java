package dev.daemun.benchmarks;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.benchmarks.service.BenchmarkService;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the processor time of one thread for decoding a token that was not seen before, with fast decoding and without, in turn. There is
 * no HTTP in it, so that it can be measured on a busy machine.
 */
@Command(name = "decoding", description = "What reading and verifying a new token costs a thread.")
final class DecodingCost implements Runnable {
    private static final int TOKENS = 2_000;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before the measured ones.")
    private int warmUp;

    @Option(names = "--roles", split = ",", defaultValue = "1,10,100", description = "How many roles a token has.")
    private List<Integer> roles;

    @Override
    public void run() {
        System.out.printf("| | without, CPU µs | with fast decoding, CPU µs | with/without |%n|---|---|---|---|%n");
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256)) {
            try (AccessTokens tokens = AccessTokens.signedBy(algorithm);
                    ConfigurableApplicationContext nimbus = service(tokens, false);
                    ConfigurableApplicationContext fast = service(tokens, true)) {
                for (int count : roles) {
                    measure(
                            tokens.algorithm() + (count == 1 ? ", 1 role" : ", " + count + " roles"),
                            Stream.generate(() -> tokens.token(count))
                                    .limit(TOKENS)
                                    .toList(),
                            nimbus.getBean(JwtDecoder.class),
                            fast.getBean(JwtDecoder.class));
                }
            }
        }
    }

    private void measure(String what, List<String> tokens, JwtDecoder nimbus, JwtDecoder fast) {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            double one = micros(nimbus, tokens);
            double other = micros(fast, tokens);
            if (round >= 0) {
                without.add(one);
                with.add(other);
            }
        }
        double before = Samples.of(without).median();
        double after = Samples.of(with).median();
        System.out.printf("| %s | %.1f | %.1f | %.2f |%n", what, before, after, after / before);
    }

    private static double micros(JwtDecoder decoder, List<String> tokens) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        tokens.forEach(decoder::decode);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / tokens.size();
    }

    private static ConfigurableApplicationContext service(AccessTokens tokens, boolean fast) {
        return new SpringApplicationBuilder(BenchmarkService.class)
                .properties(Map.of(
                        "server.port",
                        "0",
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "warn",
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                        tokens.issuer().uri(),
                        "spring.security.oauth2.resourceserver.jwt.audiences",
                        KeycloakUnderTest.SERVICE,
                        "daemun.resource-server.fast-decoding",
                        Boolean.toString(fast),
                        // The cache keeps a single token, so that every token is verified as if it were new.
                        "daemun.resource-server.token-cache.max-entries",
                        "1"))
                .run();
    }
}
