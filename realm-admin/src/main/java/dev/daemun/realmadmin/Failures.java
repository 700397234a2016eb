package dev.daemun.realmadmin;

import dev.daemun.realmconfig.RealmConfigException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.WebApplicationException;

/** Says why a command failed, in words that name the mend and no secret. */
final class Failures {
    private Failures() {}

    /** Whether the same command may succeed later: somebody else was changing the realm, or Keycloak was away. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof RealmBusyException || saysThatKeycloakIsAway(failure);
    }

    /** Whether Keycloak, or what it needs itself, was away. */
    static boolean saysThatKeycloakIsAway(Throwable failure) {
        boolean noAnswer = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException answered) {
                return answered instanceof ServerErrorException;
            }
            noAnswer |= cause instanceof ProcessingException;
        }
        return noAnswer;
    }

    static String sentence(Throwable failure) {
        if (failure instanceof RealmConfigException || failure instanceof RealmAdminException) {
            return failure.getMessage();
        }
        if (failure instanceof NotAuthorizedException) {
            return "Keycloak does not know this account, or its secret is another one.";
        }
        if (failure instanceof ProcessingException && failure.getCause() != null) {
            return "Keycloak can't be reached, or stopped answering: " + sentence(failure.getCause());
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
