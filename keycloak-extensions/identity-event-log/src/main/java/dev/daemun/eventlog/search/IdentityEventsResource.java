package dev.daemun.eventlog.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.store.EventSearch;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * Leads operators from a user, a session or a position, such as a service's log names where it refuses a token, to the events, with
 * who made each change and when. Without a valid token Keycloak answers with 401; this answers with 403 to whoever may not search,
 * and with 400 to a search that it does not understand.
 */
public final class IdentityEventsResource {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final Operators operators;

    IdentityEventsResource(KeycloakSession session, RealmModel realm, Operators operators) {
        this.session = session;
        this.realm = realm;
        this.operators = operators;
    }

    /**
     * The events of the realm that fit, the newest first. An event has a position within milliseconds after its commit, and is
     * found from then on.
     *
     * @param user the id of a user
     * @param sid the id of a session, as the claim {@code sid} of its tokens
     * @param position of one event; the time does not matter then
     * @param from ISO 8601, a day before {@code to} by default
     * @param to ISO 8601, at most 31 days after {@code from}, now by default
     * @param before only events with a lower position: {@code next} of the page before
     * @param max how many events, 1 to 100, 100 by default
     */
    @GET
    // Quarkus finds a resource of an extension by its paths, and answers with 405 for one that has none.
    @Path("/")
    @Produces(MediaType.APPLICATION_JSON)
    public Response search(
            @QueryParam("user") String user,
            @QueryParam("session") String sid,
            @QueryParam("position") String position,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("before") String before,
            @QueryParam("max") String max) {
        try {
            if (!operators.includeCaller()) {
                throw new Problem(
                        403,
                        "The role " + Operators.ROLE + " of the client " + Operators.CLIENT
                                + " is needed, both by the operator and in the scope of the token's client.");
            }
            EventSearch search =
                    Search.of(new Search.Parameters(user, sid, position, from, to, before, max), Instant.now());
            List<IdentityEvent> found = new Database(session).get(connection -> search.on(connection, realm.getId()));
            return Response.ok(json(found, search.most()), MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (Problem problem) {
            return problem.answer();
        }
    }

    private static String json(List<IdentityEvent> found, int most) {
        ObjectNode page = JsonSerialization.createObjectNode();
        ArrayNode events = page.putArray("events");
        found.stream().limit(most).forEach(event -> {
            ObjectNode one = events.addObject();
            one.put("position", event.position());
            one.put("id", event.id());
            one.put("type", event.type());
            one.put("source", event.source());
            one.put("subject", event.subject());
            one.put("time", event.time().toString());
            one.put("positionedAt", event.positionedAt().toString());
            data(one, event.data());
        });
        if (found.size() > most) {
            page.put("next", found.get(most - 1).position());
        }
        return page.toString();
    }

    private static void data(ObjectNode event, String json) {
        try {
            event.set("data", JsonSerialization.mapper.readTree(json));
        } catch (IOException e) {
            // The database does not check that it is JSON, and one bad row must not hide the others.
            event.putNull("data");
        }
    }
}
