package dev.daemun.eventlog.capture;

import java.util.List;
import org.keycloak.models.RealmModel;

/** How long sessions may last, in seconds; 0 and less stand for no limit of their own. */
record Lifetimes(List<Integer> seconds) {
    static Lifetimes of(RealmModel realm) {
        return new Lifetimes(List.of(
                realm.getSsoSessionIdleTimeout(),
                realm.getSsoSessionMaxLifespan(),
                realm.getSsoSessionIdleTimeoutRememberMe(),
                realm.getSsoSessionMaxLifespanRememberMe(),
                realm.getClientSessionIdleTimeout(),
                realm.getClientSessionMaxLifespan(),
                realm.getOfflineSessionIdleTimeout(),
                realm.isOfflineSessionMaxLifespanEnabled() ? realm.getOfflineSessionMaxLifespan() : 0,
                // Sessions of "remember me" end at once where the realm does not allow it any more.
                realm.isRememberMe() ? 0 : 1));
    }

    /** Whether one of them is shorter than it was, so that sessions may have ended by the change. */
    boolean areShorterThan(Lifetimes before) {
        for (int i = 0; i < seconds.size(); i++) {
            int now = seconds.get(i);
            int then = before.seconds.get(i);
            if (now > 0 && (then <= 0 || now < then)) {
                return true;
            }
        }
        return false;
    }
}
