package dev.daemun.resourceserver;

import com.nimbusds.jose.JWSAlgorithm;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that must hold for each algorithm that a realm may sign with. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("dev.daemun.resourceserver.Algorithms$All#stream")
@interface Algorithms {
    /** Both of them. */
    final class All {
        private All() {}

        static Stream<JWSAlgorithm> stream() {
            return Stream.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);
        }
    }
}
