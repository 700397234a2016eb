package dev.daemun.sample.second;

import dev.daemun.servicecalls.ServiceRestClients;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** Calls a second service in the caller's name, with a token for that service alone. */
@RestController
@ConditionalOnProperty("daemun.service-calls.services.second.url")
@Tag(name = "Second service")
class SecondServiceController {
    private final RestClient second;

    SecondServiceController(ServiceRestClients services) {
        this.second = services.client("second");
    }

    /** What the second service says of the caller. */
    @GetMapping("/second/me")
    @PreAuthorize("hasRole('member')")
    JsonNode me() {
        try {
            return second.get().uri("/me").retrieve().body(JsonNode.class);
        } catch (RestClientException e) {
            throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "The second service gives no answer.", e);
        }
    }
}
