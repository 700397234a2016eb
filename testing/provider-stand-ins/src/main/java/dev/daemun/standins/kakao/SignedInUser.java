package dev.daemun.standins.kakao;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The user as whom every browser is signed in to Kakao, if there is one; that user agrees at once, without a page. */
final class SignedInUser {
    private final AtomicReference<Long> id = new AtomicReference<>();

    void set(Long userId) {
        id.set(userId);
    }

    Optional<Long> get() {
        return Optional.ofNullable(id.get());
    }
}
