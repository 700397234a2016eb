package dev.daemun.eventrelay.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.keycloak.util.JsonSerialization;

/**
 * The dead letters of a realm, for administrators who may manage the realm and for those who have the role
 * {@code manage-dead-letters} of its client {@code event-relay}, with a token of a client that has this role in its scope.
 * It answers others with 403, and an id that is not of this realm with 404.
 */
public final class DeadLettersResource {
    private static final int MOST = 100;

    private final DeadLetterTable table;
    private final RealmModel realm;
    private final Operators operators;

    DeadLettersResource(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth) {
        this.table = new DeadLetterTable(session);
        this.realm = realm;
        this.operators = new Operators(realm, auth);
    }

    /**
     * A dead letter as it is listed.
     *
     * @param reason what the destination answered
     * @param replay whether it waits to be delivered once more
     */
    public record Listed(
            String id,
            String destination,
            String eventId,
            String eventType,
            String reason,
            Instant refusedAt,
            boolean replay) {}

    /**
     * The realm's dead letters, the oldest first.
     *
     * @param first how many to leave out
     * @param max how many at most, up to 100
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Listed> list(
            @QueryParam("first") @DefaultValue("0") int first, @QueryParam("max") @DefaultValue("100") int max) {
        requireRight();
        return table.page(realm.getId(), Math.max(0, first), Math.min(MOST, Math.max(1, max))).stream()
                .map(letter -> new Listed(
                        letter.id(),
                        letter.destination(),
                        letter.letter().id(),
                        letter.eventType(),
                        letter.reason(),
                        letter.refusedAt(),
                        letter.replay()))
                .toList();
    }

    /** The event itself, as a CloudEvent. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonNode read(@PathParam("id") String id) {
        requireRight();
        try {
            return JsonSerialization.mapper.readTree(letter(id).letter().json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it delivered once more. It leaves the list when the destination takes it. */
    @POST
    @Path("{id}/replay")
    public void replay(@PathParam("id") String id) {
        requireRight();
        table.replay(letter(id).id());
    }

    /** Deletes it: it is never delivered. */
    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        requireRight();
        table.remove(letter(id).id());
    }

    private DeadLetter letter(String id) {
        return table.get(realm.getId(), id).orElseThrow(() -> new NotFoundException("There is no such dead letter."));
    }

    private void requireRight() {
        if (!operators.includeCaller()) {
            throw new ForbiddenException("The role " + Operators.ROLE + " of the client " + Operators.CLIENT
                    + " is needed, both by the operator and in the scope of the token's client.");
        }
    }
}
