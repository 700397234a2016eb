package dev.daemun.sample.members;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where the event relay delivers CloudEvents, signed as Standard Webhooks says instead of with a token. */
@RestController
@Hidden
@ConditionalOnProperty("sample.members.webhook-secrets")
class IdentityEventWebhook {
    private final List<Webhook> signatures;
    private final MemberEvents events;

    IdentityEventWebhook(MemberProperties properties, MemberEvents events) {
        this.signatures = properties.webhookSecrets().stream().map(Webhook::new).toList();
        this.events = events;
    }

    /** Takes one event; what was taken before is answered in the same way and changes nothing. */
    @PostMapping(path = "/identity-events", consumes = JsonFormat.CONTENT_TYPE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deliver(@RequestBody byte[] body, @RequestHeader MultiValueMap<String, String> headers) {
        if (signatures.stream().noneMatch(signature -> verifies(signature, body, headers))) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "The signature is not one of ours.");
        }
        try {
            CloudEvent event = new JsonFormat().deserialize(body);
            if (event == null) {
                // It reads the JSON text "null" so.
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "This is no CloudEvent.");
            }
            events.accept(event);
        } catch (EventDeserializationException | CloudEventRWException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "This is no CloudEvent.", e);
        } catch (DataIntegrityViolationException e) {
            // Trying again would not help. The relay keeps the event among its dead letters, and goes on.
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "The event can't be stored.", e);
        }
    }

    private static boolean verifies(Webhook signature, byte[] body, MultiValueMap<String, String> headers) {
        try {
            signature.verify(new String(body, StandardCharsets.UTF_8), headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }
}
