package dev.daemun.benchmarks.service;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.FilterChainProxy;

/**
 * Calls the filters of Spring Security in the service without a server, and prints what they cost a thread: a server's threads and sockets
 * would hide it on a busy machine.
 */
public final class ChainOfFilters {
    /** The beginning of a line with the CPU time of a request in microseconds. */
    public static final String TAKES = "takes ";

    private static final int REQUESTS = 60_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 7;

    private ChainOfFilters() {}

    /** The first argument is the token, the others are settings of the service. */
    public static void main(String[] arguments) throws IOException, ServletException {
        String[] settings = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
        try (ConfigurableApplicationContext service = SpringApplication.run(BenchmarkService.class, settings)) {
            FilterChainProxy filters = service.getBean(FilterChainProxy.class);
            List<Double> rounds = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double micros = micros(filters, "Bearer " + arguments[0]);
                if (round >= 0) {
                    rounds.add(micros);
                }
            }
            System.out.println(TAKES + rounds.stream().sorted().toList().get(ROUNDS / 2));
        }
    }

    private static double micros(FilterChainProxy filters, String authorization) throws IOException, ServletException {
        int[] passed = new int[1];
        FilterChain end = (request, response) -> passed[0]++;
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < REQUESTS; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/me");
            request.setServletPath("/me");
            request.addHeader(HttpHeaders.AUTHORIZATION, authorization);
            filters.doFilter(request, new MockHttpServletResponse(), end);
        }
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (passed[0] != REQUESTS) {
            throw new IllegalStateException("Only " + passed[0] + " of " + REQUESTS + " requests were let through.");
        }
        return (after - before) / 1e3 / REQUESTS;
    }
}
