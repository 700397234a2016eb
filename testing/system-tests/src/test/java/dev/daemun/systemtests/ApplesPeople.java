package dev.daemun.systemtests;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Those of Apple's cast who have an account here, or have agreed there. */
record ApplesPeople(KeycloakWithStandIns platform) {
    private static final String PREFIX = "apple_";

    /**
     * Deletes all accounts and consents. Keycloak calls Apple about each deleted account, which ends the consent there; that is awaited, since it
     * would otherwise come in the midst of the next sign-in.
     */
    void forget() {
        List<String> linked = FirstSignIn.named(platform.realm(), PREFIX).stream()
                .filter(user -> !platform.realm()
                        .users()
                        .get(user.getId())
                        .getFederatedIdentity()
                        .isEmpty())
                .map(user -> user.getUsername().substring(PREFIX.length()))
                .toList();
        FirstSignIn.forgetEverybody(platform);
        for (String sub : linked) {
            await().atMost(Duration.ofMinutes(1)).until(() -> !isLinked(sub));
        }
        platform.standIns
                .apple()
                .users()
                .forEach(user -> platform.standIns.apple().unlink(platform.appleClient, user.sub()));
        platform.registerAppleClient("daemun");
    }

    boolean isLinked(String sub) {
        return platform.standIns.apple().isLinked(platform.appleClient, sub);
    }
}
