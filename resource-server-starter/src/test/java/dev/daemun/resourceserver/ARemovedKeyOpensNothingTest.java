package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import dev.daemun.testissuer.TestIssuer;
import java.time.Instant;

class ARemovedKeyOpensNothingTest {
    /** Somebody has stolen a key, and signs with it after it was removed. */
    @InEachCombination
    void alsoNoTokenThatIsSignedAfterwards(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(combination.face(), issuer, feed.properties())) {
            await().until(() -> service.get("/me", issuer.token()).statusCode() == 200);
            JWK stolen = issuer.key();
            issuer.replaceKeys();
            JWSHeader header = issuer.header().keyID(stolen.getKeyID()).build();
            assertThat(service.get("/me", issuer.sign(header, issuer.claims().build(), stolen))
                            .statusCode())
                    .as("nobody has said anything yet")
                    .isEqualTo(200);

            // Of tokens from long ago, so that nothing but the key decides.
            feed.withdraw("realm", "", Instant.now().minusSeconds(120), "key-removed");

            await().until(() ->
                    service.get("/me", issuer.sign(header, issuer.claims().build(), stolen))
                                    .statusCode()
                            == 401);
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
        }
    }
}
