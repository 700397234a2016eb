package dev.daemun.realmadmin;

import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The accounts that administer everything, in the realm master. */
record Administrators(RealmResource master) {
    /** What Keycloak calls the role that may do everything. */
    static final String ROLE = "admin";

    /** The mark of the account that Keycloak makes from its environment. */
    static final String TEMPORARY = "is_temporary_admin";

    private static final String SECOND_FACTOR = "CONFIGURE_TOTP";
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Makes one that can do nothing before it has a password of its own and a second factor.
     *
     * @return the password for the first sign-in
     */
    String make(String name) {
        boolean canBeAsked = master.flows().getRequiredActions().stream()
                .filter(RequiredActionProviderRepresentation::isEnabled)
                .anyMatch(action -> action.getAlias().equals(SECOND_FACTOR));
        if (!canBeAsked) {
            throw new RealmAdminException("The realm master asks nobody for a second factor, since its required action "
                    + SECOND_FACTOR + " is off: switch it on.");
        }
        String password = password();
        String id = create(name, password);
        try {
            master.users()
                    .get(id)
                    .roles()
                    .realmLevel()
                    .add(List.of(master.roles().get(ROLE).toRepresentation()));
        } catch (RuntimeException e) {
            // Whoever tries again wants the name.
            master.users().get(id).remove();
            throw e;
        }
        return password;
    }

    private String create(String name, String password) {
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password);
        credential.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name);
        user.setEnabled(true);
        user.setCredentials(List.of(credential));
        user.setRequiredActions(List.of("UPDATE_PASSWORD", SECOND_FACTOR));
        try (Response answer = master.users().create(user)) {
            if (answer.getStatus() == Response.Status.CONFLICT.getStatusCode()) {
                throw new RealmAdminException(name + " exists already in the realm master: choose another name.");
            }
            if (answer.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                throw new RealmAdminException(
                        "Keycloak answers with " + answer.getStatus() + ": " + answer.readEntity(String.class));
            }
            return CreatedResponseUtil.getCreatedId(answer);
        }
    }

    /** Removes this account if it is a temporary one, and says whether it was. */
    boolean removeTemporary(String name) {
        List<UserRepresentation> temporary = master.users().searchByAttributes(TEMPORARY + ":true").stream()
                .filter(user -> user.getUsername().equalsIgnoreCase(name))
                .toList();
        temporary.forEach(user -> master.users().get(user.getId()).remove());
        return !temporary.isEmpty();
    }

    private static String password() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
