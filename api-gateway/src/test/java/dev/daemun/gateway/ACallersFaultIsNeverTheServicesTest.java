package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers whose bodies break off, are malformed or never end. Others are served all the same. */
class ACallersFaultIsNeverTheServicesTest {
    private static final int CALLS = 4;
    private static final String LENGTH = "Content-Length: 100";
    private static final String CHUNKS = "Transfer-Encoding: chunked";

    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void bodiesThatBreakOffOrAreMalformedOpenNoBreaker() {
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = gateway(backend.uri())) {
            for (int i = 0; i < 3 * CALLS; i++) {
                try (RawConnection caller = post(gateway, i % 2 == 0 ? LENGTH : CHUNKS)) {
                    caller.write(i % 2 == 0 ? "0123456789" : "a\r\n0123456789\r\n");
                    backend.awaitBeginning();
                    caller.reset();
                }
            }
            for (int i = 0; i < 3 * CALLS; i++) {
                try (RawConnection caller = post(gateway, CHUNKS)) {
                    caller.write("a\r\n0123456789\r\nzz\r\n");
                    caller.readToTheEnd();
                }
            }
            for (int i = 0; i < CALLS; i++) {
                assertThat(get(gateway)).isEqualTo(200);
            }
        }
    }

    /** Where the route's own patience ends before the time that a body has. */
    @Test
    void aBodyThatTheServiceStillWaitsForIsNoTimeoutOfTheService() {
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = gateway(
                        backend.uri(), "spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms")) {
            for (int i = 0; i < 2 * CALLS; i++) {
                try (RawConnection caller = post(gateway, LENGTH)) {
                    assertThat(caller.readToTheEnd()).startsWith("HTTP/1.1 408 ");
                }
            }
            assertThat(get(gateway)).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatNeverEndsDoesNotKeepTheServiceFromBeingTriedAgain() {
        try (RawService service = new RawService("");
                TestGateway gateway = gateway(service.uri(), "daemun.gateway.circuit-breaker.pause=1s")) {
            for (int i = 0; i < CALLS; i++) {
                assertThat(get(gateway)).isEqualTo(502);
            }
            assertThat(get(gateway)).isEqualTo(503);
            service.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            service.waitsForBodies();
            try (RawConnection endless = firstToReachTheService(service, gateway)) {
                Awaitility.await().until(() -> get(gateway) == 200);
                assertThat(get(gateway)).isEqualTo(200);
                endless.reset();
            }
            assertThat(get(gateway)).isEqualTo(200);
        }
    }

    /** After the breaker's pause one caller is let through to try the service: this one. */
    private RawConnection firstToReachTheService(RawService service, TestGateway gateway) {
        service.requests.clear();
        while (true) {
            RawConnection caller = post(gateway, LENGTH);
            Awaitility.await().until(() -> caller.hasAnswer() || !service.requests.isEmpty());
            if (!service.requests.isEmpty()) {
                return caller;
            }
            caller.close();
        }
    }

    private int get(TestGateway gateway) {
        return gateway.get("/api/me", issuer.token()).statusCode();
    }

    private RawConnection post(TestGateway gateway, String framing) {
        RawConnection caller = new RawConnection(gateway.port());
        caller.write("POST /api/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + issuer.token() + "\r\n"
                + framing + "\r\n\r\n");
        return caller;
    }

    private TestGateway gateway(String backend, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 1);
        all[properties.length] = "daemun.gateway.circuit-breaker.calls=" + CALLS;
        return new TestGateway(issuer, backend, all);
    }
}
