package dev.daemun.tokenmappers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.utils.RoleResolveUtil;

/**
 * The claim {@code roles} (RFC 9068 section 2.2.3.1): one flat, sorted array of the user's effective roles that matter to
 * the token's audience, composites and groups resolved, restricted by scope as Keycloak does. A user without roles gets an
 * empty array, so that "no roles" differs from "no such claim".
 *
 * <p>It holds the realm's roles, without those that only Keycloak itself uses, and the roles of the clients in the audience; see
 * {@link RolePlace#trueEverywhere} for the names that are left out because one reader would misread them.
 */
public final class RolesMapper extends ClaimMapper {

    private static final ClaimName CLAIM = new ClaimName("roles");

    /** Called by Keycloak's provider loader. */
    public RolesMapper() {
        super(
                "daemun-roles-mapper",
                "Daemun Roles",
                "Adds one flat, sorted array of the user's effective roles: realm roles and the roles of the clients in"
                        + " the token's audience. A name that means different things to two readers of the token is left"
                        + " out unless the user holds it for both.",
                CLAIM.property());
    }

    /** After the mappers that rename or add roles and those that set the audience, before scripts. */
    @Override
    public int getPriority() {
        return ProtocolMapperUtils.PRIORITY_ROLE_MAPPER;
    }

    @Override
    void addClaim(
            IDToken token,
            ProtocolMapperModel model,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        RealmModel realm = client.getRealm();
        Stream<RolePlace> audience = Audience.of(token, client.getClientId(), requestedAudience(context)).stream()
                .map(realm::getClientByClientId)
                // An audience may also be a plain text that no client stands for.
                .filter(Objects::nonNull)
                .map(reader -> place(reader, session, context));
        Set<String> names = RolePlace.trueEverywhere(Stream.concat(Stream.of(place(realm, session, context)), audience)
                .toList());
        CLAIM.write(token, model, names.toArray(String[]::new));
    }

    private static RolePlace place(RealmModel realm, KeycloakSession session, ClientSessionContext context) {
        Set<String> plumbing = plumbing(realm);
        Set<String> held = names(RoleResolveUtil.getResolvedRealmRoles(session, context, false));
        held.removeAll(plumbing);
        return new RolePlace(held, name -> !plumbing.contains(name) && realm.getRole(name) != null);
    }

    private static RolePlace place(ClientModel reader, KeycloakSession session, ClientSessionContext context) {
        Set<String> held = names(RoleResolveUtil.getResolvedClientRoles(session, context, reader.getClientId(), false));
        return new RolePlace(held, name -> reader.getRole(name) != null);
    }

    /** Always a copy: the resolved roles are shared by all mappers of the request. */
    private static Set<String> names(AccessToken.Access access) {
        return access == null || access.getRoles() == null ? new HashSet<>() : new HashSet<>(access.getRoles());
    }

    /** Realm roles by which Keycloak steers itself; no service should decide anything by them. */
    private static Set<String> plumbing(RealmModel realm) {
        RoleModel defaultRoles = realm.getDefaultRole();
        return Stream.of(
                        defaultRoles == null ? null : defaultRoles.getName(),
                        Constants.OFFLINE_ACCESS_ROLE,
                        Constants.AUTHZ_UMA_AUTHORIZATION)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Set<String> requestedAudience(ClientSessionContext context) {
        ClientModel[] requested = context.getAttribute(Constants.REQUESTED_AUDIENCE_CLIENTS, ClientModel[].class);
        return requested == null
                ? null
                : Arrays.stream(requested).map(ClientModel::getClientId).collect(Collectors.toSet());
    }
}
