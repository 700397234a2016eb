package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.realmadmin.RealmAdmin;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;

/** What the files of an earlier version made is named when it has to change, and the account for it has the rights to change it. */
@ResourceLock(KeycloakWithStandIns.LOCK)
class ARealmOfAnEarlierVersionIsBroughtUpToDateIT {
    private static final String CONSOLE = "security-admin-console";
    private static final String FLOW = "daemun after a provider";

    /**
     * With names that Keycloak takes from an import and refuses when somebody changes them, and with a policy that took full
     * scope from the admin console when somebody saved its client.
     */
    private static String asItWas(String files) {
        return files.replace(FLOW + " - ", FLOW + ": ")
                .replace(
                        "{\"executor\":\"daemun-no-full-scope\",\"configuration\":{}}",
                        "{\"executor\":\"full-scope-disabled\",\"configuration\":{\"auto-configure\":true}}");
    }

    @Test
    void byTheOwnClient() {
        try (AdministeredRealm realm = AdministeredRealm.create(
                        KeycloakWithStandIns.shared(), ARealmOfAnEarlierVersionIsBroughtUpToDateIT::asItWas);
                Keycloak own = KeycloakBuilder.builder()
                        .serverUrl(realm.url)
                        .realm(realm.name)
                        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                        .clientId("realm-admin")
                        .clientSecret(AdministeredRealm.OWN_SECRET)
                        .build()) {
            RealmAdmin files = realm.with(own, realm.files(), Clock.systemUTC());
            APlanNamesExactlyWhatDiffersIT.update(
                    APlanNamesExactlyWhatDiffersIT.client(realm.resource(), CONSOLE), client -> {});
            assertThat(files.plan().summary())
                    .containsExactly(
                            "client profile daemun-baseline: executors changed",
                            "client security-admin-console: fullScopeAllowed changed");
            assertThat(files.apply(false).summary()).isEmpty();
            RealmResource resource = realm.resource();
            AuthenticationExecutionInfoRepresentation step =
                    resource.flows().getExecutions(FLOW).get(0);
            step.setRequirement("DISABLED");
            resource.flows().updateExecutions(FLOW, step);
            assertThat(files.plan().summary()).containsExactly("flow daemun after a provider: steps changed");
            assertThat(files.apply(false).summary()).isEmpty();
            assertThat(resource.flows().getExecutions(FLOW))
                    .extracting(AuthenticationExecutionInfoRepresentation::getDisplayName)
                    .contains("daemun after a provider - password")
                    .noneMatch(name -> name.contains(":"));
        }
    }
}
