package dev.daemun.servicecalls;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = CallsWithTheRightTokenOnServletsTest.Application.class,
        properties = "spring.main.web-application-type=servlet")
class CallsWithTheRightTokenOnServletsTest extends CallsWithTheRightTokenTest {
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Calls.class, Gate.class})
    static class Application {}

    @RestController
    record Calls(ServiceRestClients services, Gate gate) {
        @GetMapping("/{service}")
        String call(@PathVariable String service, @RequestParam(defaultValue = "/things") String at) {
            return services.client(service).get().uri(at).retrieve().body(String.class);
        }

        @GetMapping("/open-{service}")
        String callForAnybody(@PathVariable String service) {
            return call(service, "/things");
        }

        @GetMapping("/{service}-later")
        String callLater(@PathVariable String service) {
            gate.pass();
            return call(service, "/things");
        }

        @GetMapping("/{service}-bound")
        String callBound(@PathVariable String service) {
            SecurityContextHolder.setContext(new SecurityContextImpl(
                    Bound.like(SecurityContextHolder.getContext().getAuthentication())));
            return call(service, "/things");
        }
    }
}
