package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * One address of Keycloak's admin REST interface. The bodies are trees and not the client's representation classes, which
 * would silently drop each member that this version of the client does not know.
 */
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface JsonResource {
    @GET
    Response get();

    @POST
    Response post(JsonNode body);

    @PUT
    Response put(JsonNode body);

    @DELETE
    Response delete();

    /** Keycloak takes away several roles at once by a body. */
    @DELETE
    Response delete(JsonNode body);
}
