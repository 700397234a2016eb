package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesNeverSpeakForAnotherServiceTest {

    @Test
    void aRoleOfOneServiceIsHiddenFromAnotherThatKnowsTheName() {
        RolePlace realm = place(Set.of(), Set.of());
        RolePlace orders = place(Set.of(), Set.of("admin"));
        RolePlace billing = place(Set.of("admin", "clerk"), Set.of("admin", "clerk"));

        assertThat(RolePlace.trueEverywhere(List.of(realm, orders, billing))).containsExactly("clerk");
        assertThat(RolePlace.trueEverywhere(List.of(realm, billing))).containsExactly("admin", "clerk");
    }

    @Test
    void aRoleOfAServiceIsNotTakenForTheRealmsAndNotTheOtherWayRound() {
        RolePlace realmRoleNotHeld = place(Set.of(), Set.of("admin"));
        RolePlace realmRoleHeld = place(Set.of("admin"), Set.of("admin"));
        RolePlace clientRoleNotHeld = place(Set.of(), Set.of("admin"));
        RolePlace clientRoleHeld = place(Set.of("admin"), Set.of("admin"));

        assertThat(RolePlace.trueEverywhere(List.of(realmRoleNotHeld, clientRoleHeld)))
                .isEmpty();
        assertThat(RolePlace.trueEverywhere(List.of(realmRoleHeld, clientRoleNotHeld)))
                .isEmpty();
        assertThat(RolePlace.trueEverywhere(List.of(realmRoleHeld, clientRoleHeld)))
                .containsExactly("admin");
    }

    @Test
    void aNameNobodyElseKnowsIsTold() {
        RolePlace realm = place(Set.of("member"), Set.of("member", "auditor"));
        RolePlace orders = place(Set.of("order-manager"), Set.of("order-manager", "picker"));

        assertThat(RolePlace.trueEverywhere(List.of(realm, orders))).containsExactly("member", "order-manager");
    }

    @Test
    void namesThatDifferOnlyInCaseAreDifferentRoles() {
        RolePlace realm = place(Set.of("Admin"), Set.of("Admin"));
        RolePlace orders = place(Set.of(), Set.of("admin"));

        assertThat(RolePlace.trueEverywhere(List.of(realm, orders))).containsExactly("Admin");
    }

    /** A mapper may put a role into the token that exists nowhere (Keycloak's Hardcoded Role, Role Name Mapper). */
    @Test
    void aHeldNameThatIsNotDefinedAnywhereObeysTheSameRule() {
        RolePlace realm = place(Set.of("renamed", "admin"), Set.of());
        RolePlace orders = place(Set.of(), Set.of("admin"));

        assertThat(RolePlace.trueEverywhere(List.of(realm, orders))).containsExactly("renamed");
    }

    @Test
    void equalRightsGiveTheSameArrayWhateverTheOrderOfPlaces() {
        RolePlace realm = place(Set.of("b", "a", "shared"), Set.of("b", "a", "shared"));
        RolePlace orders = place(Set.of("c", "shared"), Set.of("c", "shared"));

        assertThat(RolePlace.trueEverywhere(List.of(realm, orders))).containsExactly("a", "b", "c", "shared");
        assertThat(RolePlace.trueEverywhere(List.of(orders, realm))).containsExactly("a", "b", "c", "shared");
    }

    @Test
    void noRolesAreAnEmptyArray() {
        assertThat(RolePlace.trueEverywhere(List.of(place(Set.of(), Set.of("member")))))
                .isEmpty();
    }

    private static RolePlace place(Set<String> held, Set<String> defined) {
        return new RolePlace(held, defined::contains);
    }
}
