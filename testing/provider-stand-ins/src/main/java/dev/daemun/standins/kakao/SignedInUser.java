package dev.daemun.standins.kakao;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who is signed in at Kakao in every browser and agrees at once, so that no page is shown. */
final class SignedInUser {
    private final AtomicReference<Long> id = new AtomicReference<>();

    void set(Long userId) {
        id.set(userId);
    }

    Optional<Long> get() {
        return Optional.ofNullable(id.get());
    }
}
