package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoProviderHoldsUpTheOthersTest {
    private final List<String> had = new ArrayList<>();

    @Test
    void ofThreeTwoFail() {
        assertThatThrownBy(() -> OneAfterTheOther.of(List.of("wrong secret", "gone", "good"), provider -> {
                    had.add(provider);
                    if (provider.equals("wrong secret")) {
                        throw new IOException(provider);
                    }
                    if (provider.equals("gone")) {
                        throw new IllegalStateException(provider);
                    }
                }))
                .as("so that the round is tried again")
                .isInstanceOf(IOException.class)
                .hasSuppressedException(new IllegalStateException("gone"));
        assertThat(had).containsExactly("wrong secret", "gone", "good");
    }

    @Test
    void whereNoneFailsNothingIsThrown() {
        assertThatCode(() -> OneAfterTheOther.of(List.of("one", "two"), had::add))
                .doesNotThrowAnyException();
        assertThat(had).containsExactly("one", "two");
    }
}
