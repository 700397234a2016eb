package dev.daemun.servicecalls;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = CallsWithTheRightTokenOnWebFluxTest.Application.class,
        properties = "spring.main.web-application-type=reactive")
class CallsWithTheRightTokenOnWebFluxTest extends CallsWithTheRightTokenTest {
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Calls.class, Gate.class})
    static class Application {
        /** The threads that Netty shares by default end with the first of several services in one process. */
        @Bean
        ReactorResourceFactory threadsOfItsOwn() {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            return threads;
        }
    }

    @RestController
    record Calls(ServiceWebClients services, Gate gate) {
        @GetMapping("/{service}")
        Mono<String> call(@PathVariable String service, @RequestParam(defaultValue = "/things") String at) {
            return services.client(service).get().uri(at).retrieve().bodyToMono(String.class);
        }

        @GetMapping("/open-{service}")
        Mono<String> callForAnybody(@PathVariable String service) {
            return call(service, "/things");
        }

        @GetMapping("/{service}-later")
        Mono<String> callLater(@PathVariable String service) {
            return Mono.fromRunnable(gate::pass)
                    .subscribeOn(Schedulers.boundedElastic())
                    .then(call(service, "/things"));
        }

        @GetMapping("/{service}-bound")
        Mono<String> callBound(@PathVariable String service) {
            return ReactiveSecurityContextHolder.getContext()
                    .flatMap(context -> call(service, "/things")
                            .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                                    Bound.like(context.getAuthentication()))));
        }
    }
}
