package dev.daemun.benchmarks.service;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that does next to nothing, so that a call costs what the security in front of it costs. */
@SpringBootApplication
@RestController
public class BenchmarkService {
    /** The beginning of the line that the service prints when it listens; the port follows. */
    public static final String LISTENS = "listens on ";

    public static void main(String[] arguments) {
        listen(SpringApplication.run(BenchmarkService.class, arguments));
    }

    /** Prints where an application listens. */
    static void listen(ApplicationContext application) {
        System.out.println(LISTENS + application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @GetMapping("/me")
    Map<String, String> me(@CurrentSecurityContext(expression = "authentication") Authentication caller) {
        return Map.of("name", caller.getName());
    }
}
