package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;

@ResourceLock(KeycloakOnPostgresql.LOCK)
class PersonalDataStaysOutWhereTheRealmSaysSoIT {
    private static final String SWITCH = "daemun.event-log.personal-data";

    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @Test
    void outWithTheSwitchInWithout() {
        assertThat(fieldsOfANewUser("true")).contains("username", "email", "ipAddress", "sid");
        assertThat(fieldsOfANewUser("false"))
                .doesNotContain("username", "email", "firstName", "lastName", "ipAddress")
                .contains("sid", "emailVerified");
    }

    private Set<String> fieldsOfANewUser(String personalData) {
        try (Keycloak admin = keycloak.admin()) {
            RealmResource realm = keycloak.realm(admin);
            set(realm, personalData);
            try (LoggedUser user = LoggedUser.create()) {
                user.signIn();
                List<LogRows.Row> rows = keycloak.log().settled(0).stream()
                        .filter(row -> user.id().equals(row.subject()))
                        .toList();
                assertThat(rows).extracting(LogRows.Row::what).contains("registered", "signed-in");
                Set<String> fields = new HashSet<>();
                rows.forEach(row -> row.data().fieldNames().forEachRemaining(fields::add));
                return fields;
            } finally {
                set(realm, "true");
            }
        }
    }

    private static void set(RealmResource realm, String value) {
        RealmRepresentation representation = realm.toRepresentation();
        representation.setAttributes(Map.of(SWITCH, value));
        realm.update(representation);
    }
}
