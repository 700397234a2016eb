package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.ENABLED;
import static dev.daemun.eventlog.IdentityEventType.REALM_DELETED;
import static dev.daemun.eventlog.IdentityEventType.REGISTERED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_GRANTED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.IdentityEventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsOfATransactionAreInTheirOrderTest {
    private final Drafts drafts = new Drafts();

    @Test
    void grantedRevokedAndGrantedEndsAsGranted() {
        assertThat(inserted(user(ROLE_GRANTED, "U"), user(ROLE_REVOKED, "U"), user(ROLE_GRANTED, "U")))
                .containsExactly("ROLE_REVOKED U", "ROLE_GRANTED U");
        assertThat(inserted(user(ROLE_REVOKED, "V"), user(ROLE_GRANTED, "V"), user(ROLE_REVOKED, "V")))
                .containsExactly("ROLE_GRANTED V", "ROLE_REVOKED V");
    }

    @Test
    void aNewUserComesBeforeTheRolesThatKeycloakGrantsFirst() {
        assertThat(inserted(
                        user(ROLE_GRANTED, "V"), user(ROLE_GRANTED, "U"), user(REGISTERED, "U"), user(ENABLED, "U")))
                .containsExactly("ROLE_GRANTED V", "REGISTERED U", "ROLE_GRANTED U", "ENABLED U");
    }

    @Test
    void aNewUserComesAfterTheDeletedOneOfTheSameId() {
        assertThat(inserted(
                        user(ROLE_REVOKED, "U"), user(DELETED, "U"), user(ROLE_GRANTED, "U"), user(REGISTERED, "U")))
                .containsExactly("ROLE_REVOKED U", "DELETED U", "REGISTERED U", "ROLE_GRANTED U");
    }

    @Test
    void whatADeletedRealmContainedIsNotToldOneByOne() {
        assertThat(inserted(user(DELETED, "U"), draft(REALM_DELETED))).containsExactly("REALM_DELETED null");
    }

    @Test
    void whatWasInsertedIsRememberedButNotInsertedAgain() {
        drafts.add(user(DELETED, "U"));
        drafts.inserted();
        assertThat(drafts.notInserted()).isEmpty();
        assertThat(drafts.has(draft -> draft.type() == DELETED)).isTrue();
        assertThat(drafts.has(draft -> draft.type() == REGISTERED)).isFalse();
    }

    private List<String> inserted(Draft... all) {
        List.of(all).forEach(drafts::add);
        List<String> ordered = Ordered.of(drafts.notInserted()).stream()
                .map(draft -> draft.type() + " " + draft.subject)
                .toList();
        drafts.inserted();
        return ordered;
    }

    private static Draft user(IdentityEventType type, String id) {
        return draft(type).user(id).distinct("a role");
    }

    private static Draft draft(IdentityEventType type) {
        return new Draft(type, "realm-id", new Issuer(null, null, "daemun", "/realms/daemun"), true);
    }
}
