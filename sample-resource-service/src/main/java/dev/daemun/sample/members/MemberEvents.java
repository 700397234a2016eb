package dev.daemun.sample.members;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the members as the identity events say. An event and what it changes are one transaction. */
@Service
@EnableConfigurationProperties(MemberProperties.class)
class MemberEvents {
    private static final Logger LOG = LoggerFactory.getLogger(MemberEvents.class);
    private static final int LONGEST_ID = 255;
    private static final String PREFIX = "dev.daemun.identity.";

    private final Inbox inbox;
    private final Members members;
    private final EventLogs logs;
    private final JsonMapper json;
    private final URI issuer;

    MemberEvents(
            Inbox inbox,
            Members members,
            EventLogs logs,
            JsonMapper json,
            OAuth2ResourceServerProperties resourceServer) {
        this.inbox = inbox;
        this.members = members;
        this.logs = logs;
        this.json = json;
        this.issuer = URI.create(resourceServer.getJwt().getIssuerUri());
    }

    /**
     * Takes one event of this service's realm; events of others, and types that say nothing about members, are left out.
     *
     * @throws CloudEventRWException when it lacks what its type must have
     */
    @Transactional
    void accept(CloudEvent event) {
        requireStorable("id", event.getId());
        if (event.getSubject() != null) {
            requireStorable("subject", event.getSubject());
        }
        if (!isOfRealm(event.getSource()) || !inbox.isNew(event.getId())) {
            return;
        }
        switch (event.getType()) {
            case PREFIX + "registered.v1", PREFIX + "profile-updated.v1" ->
                members.keep(subject(event), profile(event), place(event));
            case PREFIX + "signed-in.v1" -> members.signedIn(subject(event), time(event));
            case PREFIX + "enabled.v1" -> members.enable(subject(event), true, place(event));
            case PREFIX + "disabled.v1" -> members.enable(subject(event), false, place(event));
            case PREFIX + "deleted.v1" -> members.forget(subject(event), place(event));
            default -> {
                return;
            }
        }
        LOG.info("{} taken {} ms after it happened", event.getType(), sinceItHappened(event));
    }

    /**
     * Keycloak names itself by the address that it was called at, so the same realm may have several. Only those who have the
     * secret, or may write to the topic, can deliver here; their realms differ by the path.
     */
    private boolean isOfRealm(URI source) {
        return source.equals(issuer)
                || (StringUtils.hasText(issuer.getRawPath())
                        && issuer.getRawPath().equals(source.getRawPath()));
    }

    private static void requireStorable(String attribute, String value) {
        if (value.length() > LONGEST_ID) {
            throw CloudEventRWException.newInvalidAttributeValue(
                    attribute, "of " + value.length() + " characters", null);
        }
    }

    private static long sinceItHappened(CloudEvent event) {
        return Duration.between(time(event), Instant.now()).toMillis();
    }

    private Profile profile(CloudEvent event) {
        CloudEventData data = required(event.getData(), "data");
        try {
            return required(json.readValue(data.toBytes(), Profile.class), "data");
        } catch (JacksonException e) {
            throw CloudEventRWException.newInvalidDataType("data", e.getMessage());
        }
    }

    private static String subject(CloudEvent event) {
        return required(event.getSubject(), "subject");
    }

    private static Instant time(CloudEvent event) {
        OffsetDateTime time = required(event.getTime(), "time");
        // RFC 3339 has no others, and no database has them all.
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw CloudEventRWException.newInvalidAttributeValue("time", "of the year " + time.getYear(), null);
        }
        return time.toInstant();
    }

    private Place place(CloudEvent event) {
        String sequence = Objects.toString(event.getExtension("sequence"), "");
        String log = Objects.toString(event.getExtension("logid"), null);
        if (log != null) {
            requireStorable("logid", log);
        }
        try {
            return new Place(logs.number(log), Long.parseLong(sequence));
        } catch (NumberFormatException e) {
            throw CloudEventRWException.newInvalidAttributeValue("sequence", sequence, e);
        }
    }

    private static <T> T required(T value, String attribute) {
        if (value == null) {
            throw CloudEventRWException.newInvalidAttributeValue(attribute, null, null);
        }
        return value;
    }
}
