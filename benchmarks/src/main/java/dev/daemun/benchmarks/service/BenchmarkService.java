package dev.daemun.benchmarks.service;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that does nearly nothing, so that what it costs is what stands in front of it. */
@SpringBootApplication
@RestController
public class BenchmarkService {
    public static void main(String[] arguments) {
        SpringApplication.run(BenchmarkService.class, arguments);
    }

    @GetMapping("/me")
    Map<String, String> me(@CurrentSecurityContext(expression = "authentication") Authentication caller) {
        return Map.of("name", caller.getName());
    }
}
