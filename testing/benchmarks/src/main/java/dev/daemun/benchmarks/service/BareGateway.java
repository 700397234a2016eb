package dev.daemun.benchmarks.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Spring Cloud Gateway as it comes: what it does without a token, a limit, a metric or an id of a request. */
@EnableAutoConfiguration
public class BareGateway {
    public static void main(String[] arguments) {
        BenchmarkService.listen(SpringApplication.run(BareGateway.class, arguments));
    }
}
