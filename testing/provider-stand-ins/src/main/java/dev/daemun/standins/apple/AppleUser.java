package dev.daemun.standins.apple;

import java.util.Optional;

/**
 * A person with an Apple Account.
 *
 * @param firstName empty for somebody who shares no name
 * @param email the address that the app gets; nothing for an account without one
 * @param isPrivateEmail whether it is an address of Apple's relay
 * @param booleansAsText whether ID tokens have {@code "true"} in place of {@code true}, as Apple writes it for some
 */
public record AppleUser(
        String sub,
        String title,
        String titleKo,
        String firstName,
        String lastName,
        Optional<String> email,
        boolean emailVerified,
        boolean isPrivateEmail,
        boolean booleansAsText) {

    String name() {
        return firstName.isEmpty() ? "(no name)" : lastName + firstName;
    }
}
