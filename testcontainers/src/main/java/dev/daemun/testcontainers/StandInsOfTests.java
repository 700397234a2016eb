package dev.daemun.testcontainers;

import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RegisteredRealm;
import dev.daemun.standins.StandIn;
import dev.daemun.standins.apple.AppleKey;
import dev.daemun.standins.page.Person;
import dev.daemun.standins.page.ReportDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The stand-ins of one container. */
record StandInsOfTests(RegisteredRealm realm) {
    static StandInsOfTests start() {
        try {
            return new StandInsOfTests(new RegisteredRealm(
                    ProviderStandIns.start(0, 0), EnumSet.allOf(StandIn.class), AppleKey.generate()));
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-ins of the identity providers can't be started.", e);
        }
    }

    /** Does something while somebody is signed in at a provider, one at a time, because each provider has one browser's session. */
    synchronized <T> T as(StandIn provider, String person, Supplier<T> action) {
        String id = find(provider, person);
        signIn(provider, id);
        try {
            return action.get();
        } finally {
            signOut(provider);
        }
    }

    private String find(StandIn provider, String person) {
        List<Person> cast = desk(provider).cast().apply(true);
        return cast.stream()
                .filter(one -> one.id().equals(person)
                        || one.email().filter(person::equals).isPresent())
                .findFirst()
                .map(Person::id)
                .orElseThrow(() -> new IllegalArgumentException("Nobody at " + provider.alias() + " has the id or the"
                        + " e-mail address " + person + ". There are: "
                        + cast.stream()
                                .map(one -> one.email()
                                        .map(email -> one.id() + " " + email)
                                        .orElse(one.id()))
                                .collect(Collectors.joining(", "))));
    }

    private ReportDesk desk(StandIn provider) {
        return switch (provider) {
            case KAKAO -> realm.standIns().kakao().desk();
            case NAVER -> realm.standIns().naver().desk();
            case GOOGLE -> realm.standIns().google().desk();
            case APPLE -> realm.standIns().apple().desk();
        };
    }

    private void signIn(StandIn provider, String id) {
        switch (provider) {
            case KAKAO -> realm.standIns().kakao().signIn(Long.parseLong(id));
            case NAVER -> realm.standIns().naver().signIn(id);
            case GOOGLE -> realm.standIns().google().signIn(id);
            case APPLE -> realm.standIns().apple().signIn(id);
        }
    }

    private void signOut(StandIn provider) {
        switch (provider) {
            case KAKAO -> realm.standIns().kakao().signOut();
            case NAVER -> realm.standIns().naver().signOut();
            case GOOGLE -> realm.standIns().google().signOut();
            case APPLE -> realm.standIns().apple().signOut();
        }
    }

    void close() {
        try {
            realm.standIns().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
