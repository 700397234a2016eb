package dev.daemun.resourceserver;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a promise must hold for: each face of the starter, and each algorithm that a realm may sign with.
 *
 * @param face the stack that the service runs on
 * @param algorithm what its issuer signs with
 */
record Combination(Face face, JWSAlgorithm algorithm) {
    static Stream<Combination> all() {
        return Arrays.stream(Face.values())
                .flatMap(face -> Stream.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256)
                        .map(algorithm -> new Combination(face, algorithm)));
    }

    @Override
    public String toString() {
        return face + " " + algorithm;
    }
}
